import { Webhook } from 'svix';
import { headers } from '../../../support/next-headers.js';
import { credits } from '../../lib/credits.js';

export async function POST(req: Request) {
  const WEBHOOK_SECRET = process.env.CLERK_WEBHOOK_SECRET;

  if (!WEBHOOK_SECRET) {
    throw new Error('Missing CLERK_WEBHOOK_SECRET');
  }

  // Get headers
  const headerPayload = headers();
  const svix_id = headerPayload.get('svix-id');
  const svix_timestamp = headerPayload.get('svix-timestamp');
  const svix_signature = headerPayload.get('svix-signature');

  if (!svix_id || !svix_timestamp || !svix_signature) {
    return new Response('Error: Missing svix headers', { status: 400 });
  }

  // Get body
  const payload = await req.json();
  const body = JSON.stringify(payload);

  // Verify webhook
  const wh = new Webhook(WEBHOOK_SECRET);
  let evt;

  try {
    evt = wh.verify(body, {
      'svix-id': svix_id,
      'svix-timestamp': svix_timestamp,
      'svix-signature': svix_signature,
    });
  } catch (err) {
    console.error('Webhook verification failed:', err);
    return new Response('Error: Verification failed', { status: 400 });
  }

  // Handle user.created event
  if (evt.type === 'user.created') {
    const { id } = evt.data;

    try {
      await credits.initializeUser(id, 100); // 100 free credits
      console.log(`✓ Initialized credits for user ${id}`);
    } catch (error) {
      console.error(`✗ Failed to initialize credits for user ${id}:`, error);
    }
  }

  return new Response('Webhook processed', { status: 200 });
}

import { credits } from '../../lib/credits.js';
import { auth } from '../../../support/clerk.js';

export async function GET() {
  const { userId } = auth();
  if (!userId) {
    return Response.json({ error: 'Unauthorized' }, { status: 401 });
  }

  const balance = await credits.getBalance(userId);
  return Response.json({ balance });
}

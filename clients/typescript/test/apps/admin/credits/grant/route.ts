import { credits } from '../../../lib/credits.js';
import { auth, clerkClient } from '../../../../support/clerk.js';

export async function POST(req: Request) {
  const { userId } = auth();
  if (!userId) {
    return Response.json({ error: 'Unauthorized' }, { status: 401 });
  }

  // Check if user is admin
  const user = await clerkClient.users.getUser(userId);
  const isAdmin = user.publicMetadata.role === 'admin';

  if (!isAdmin) {
    return Response.json({ error: 'Forbidden' }, { status: 403 });
  }

  const { targetUserId, amount, reason } = await req.json();

  const result = await credits.add(targetUserId, amount, reason, {
    granted_by: userId,
    admin_action: true,
  });

  return Response.json(result);
}

import { credits } from '../../lib/credits.js';
import { auth } from '../../../support/clerk.js';

export async function GET(req: Request) {
  const { userId } = auth();
  if (!userId) {
    return Response.json({ error: 'Unauthorized' }, { status: 401 });
  }

  const { searchParams } = new URL(req.url);
  const limit = parseInt(searchParams.get('limit') || '50');

  const transactions = await credits.getTransactions(userId, { limit });

  return Response.json({ transactions });
}

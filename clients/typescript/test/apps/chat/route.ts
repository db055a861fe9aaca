import { credits } from '../lib/credits.js';
import { auth } from '../../support/clerk.js';
import { FIXED_PRICING } from 'weir-client';

export async function POST(req: Request) {
  const { userId } = auth();
  if (!userId) {
    return Response.json({ error: 'Unauthorized' }, { status: 401 });
  }

  try {
    // Deduct credits BEFORE processing (fail fast)
    const result = await credits.deduct(
      userId,
      FIXED_PRICING.chat_message, // 10 credits
      'chat_message',
      {
        app: 'app.sparked.world',
        model: 'claude-sonnet-4',
      }
    );

    // Process the chat message
    const response = await processChatMessage(req);

    return Response.json({
      ...response,
      credits_remaining: result.balance,
    });
  } catch (error) {
    if (error.name === 'InsufficientCreditsError') {
      return Response.json(
        {
          error: 'Insufficient credits',
          required: error.required,
          available: error.available,
        },
        { status: 402 }
      );
    }
    throw error;
  }
}

import { credits } from '../lib/credits.js';
import { auth } from '../../support/clerk.js';
import { FIXED_PRICING } from 'weir-client';

export async function POST(req: Request) {
  const { userId } = auth();
  if (!userId) {
    return Response.json({ error: 'Unauthorized' }, { status: 401 });
  }

  const { complexity } = await req.json();

  const cost =
    complexity === 'high'
      ? FIXED_PRICING.canvas_generation_complex // 75
      : FIXED_PRICING.canvas_generation_simple; // 50

  try {
    await credits.deduct(userId, cost, 'canvas_generation', {
      app: 'canvas.sparked.world',
      complexity,
    });

    const canvas = await generateCanvas(req);

    return Response.json({ canvas });
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

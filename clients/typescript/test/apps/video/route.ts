import { credits } from '../lib/credits.js';
import { auth } from '../../support/clerk.js';
import { PricingEngine } from 'weir-client';

const pricing = new PricingEngine();

export async function POST(req: Request) {
  const { userId } = auth();
  if (!userId) {
    return Response.json({ error: 'Unauthorized' }, { status: 401 });
  }

  const { duration, resolution } = await req.json();

  // Calculate cost based on video duration
  const cost = pricing.calculateCost('video_generation', duration);

  // Pre-check balance before expensive operation
  const balance = await credits.getBalance(userId);
  if (balance < cost) {
    return Response.json(
      {
        error: 'Insufficient credits',
        estimated_cost: cost,
        available: balance,
      },
      { status: 402 }
    );
  }

  try {
    await credits.deduct(userId, cost, 'video_generation', {
      app: 'studio.sparked.world',
      duration,
      resolution,
      credits_per_second: 10,
    });

    const video = await generateVideo({ duration, resolution });

    return Response.json({ video });
  } catch (error) {
    if (error.name === 'InsufficientCreditsError') {
      return Response.json(
        {
          error: 'Insufficient credits',
          required: error.required,
        },
        { status: 402 }
      );
    }
    throw error;
  }
}

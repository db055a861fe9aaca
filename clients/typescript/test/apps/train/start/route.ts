import { credits } from '../../lib/credits.js';
import { auth } from '../../../support/clerk.js';
import { PricingEngine } from 'weir-client';

const pricing = new PricingEngine();

export async function POST(req: Request) {
  const { userId } = auth();
  if (!userId) {
    return Response.json({ error: 'Unauthorized' }, { status: 401 });
  }

  const { modelType, epochs } = await req.json();

  // Estimate cost
  const estimatedHours = estimateTrainingTime(modelType, epochs);
  const estimatedCost = pricing.calculateCost('training_job', estimatedHours);

  // Check balance before starting
  const balance = await credits.getBalance(userId);
  if (balance < estimatedCost) {
    return Response.json(
      {
        error: 'Insufficient credits',
        estimated_cost: estimatedCost,
        available: balance,
      },
      { status: 402 }
    );
  }

  // Start job (charge when complete via webhook)
  const job = await startTrainingJob({ userId, modelType, epochs });

  return Response.json({
    job_id: job.id,
    estimated_cost: estimatedCost,
    message: 'Will be charged when training completes',
  });
}

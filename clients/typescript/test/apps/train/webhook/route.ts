import { credits } from '../../lib/credits.js';
import { PricingEngine } from 'weir-client';

const pricing = new PricingEngine();

export async function POST(req: Request) {
  const { jobId, status, metrics } = await req.json();

  if (status === 'completed') {
    const job = await getTrainingJob(jobId);
    const actualCost = pricing.calculateCost('training_job', metrics.gpu_hours);

    try {
      await credits.deduct(job.userId, actualCost, 'training_completed', {
        app: 'train.sparked.world',
        job_id: jobId,
        gpu_hours: metrics.gpu_hours,
        estimated_hours: job.estimatedHours,
      });

      return Response.json({ success: true });
    } catch (error) {
      if (error.name === 'InsufficientCreditsError') {
        // User ran out during training - handle gracefully
        await pauseTraining(jobId);
        await notifyUser(job.userId, 'Training paused: insufficient credits');

        return Response.json(
          { error: 'Insufficient credits', paused: true },
          { status: 402 }
        );
      }
      throw error;
    }
  }

  return Response.json({ success: true });
}

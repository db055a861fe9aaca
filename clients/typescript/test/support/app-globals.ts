const jobs = new Map<string, TrainingJob>();

/** What the apps did besides charging. */
export const done = { paused: [] as string[], notified: [] as string[] };

Object.assign(globalThis, {
  processChatMessage: async () => ({ reply: 'Hello' }),
  generateCanvas: async () => ({ id: 'canvas-1' }),
  generateVideo: async (what: { duration: number }) => ({ id: 'video-1', seconds: what.duration }),
  estimateTrainingTime: (_modelType: string, epochs: number) => epochs / 10,
  startTrainingJob: async ({ userId, epochs }: { userId: string; epochs: number }) => {
    const job = { id: `job-${jobs.size + 1}`, userId, estimatedHours: epochs / 10 };
    jobs.set(job.id, job);
    return job;
  },
  getTrainingJob: async (jobId: string) => jobs.get(jobId),
  pauseTraining: async (jobId: string) => void done.paused.push(jobId),
  notifyUser: async (userId: string, message: string) => void done.notified.push(`${userId}: ${message}`),
});

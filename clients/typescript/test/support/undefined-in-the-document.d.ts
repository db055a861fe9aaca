/** What the apps' handlers call and their document leaves undefined. */
interface TrainingJob {
  id: string;
  userId: string;
  estimatedHours: number;
}

declare function processChatMessage(req: Request): Promise<object>;
declare function generateCanvas(req: Request): Promise<object>;
declare function generateVideo(what: { duration: number; resolution: string }): Promise<object>;
declare function estimateTrainingTime(modelType: string, epochs: number): number;
declare function startTrainingJob(what: { userId: string; modelType: string; epochs: number }): Promise<TrainingJob>;
declare function getTrainingJob(jobId: string): Promise<TrainingJob>;
declare function pauseTraining(jobId: string): Promise<void>;
declare function notifyUser(userId: string, message: string): Promise<void>;

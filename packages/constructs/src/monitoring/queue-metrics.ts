/** Names under which CloudWatch keeps the metrics of a queue and of its dead letters. */
export interface QueueMetrics {
  readonly name: string;
  /** Absent for a queue whose dead letters go nobody knows where. */
  readonly deadLetterName?: string;
}

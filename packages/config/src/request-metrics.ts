/** Metrics that an application may write into its log, of its requests and of the log itself; CloudWatch reads them out. */
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
export const requestMetrics = {
  namespace: "WebService",
  /** Its value is the name of the ECS service. */
  dimension: "Service",
  /** Milliseconds in the application. */
  requestTime: "RequestTime",
  /** Milliseconds between the request's arrival and the thread that takes it. */
  queueTime: "QueueTime",
  /** Milliseconds of a request in what it depends on. */
  dependencyTime: "DependencyTime",
  /** Answers of 500 and above. */
  serverErrors: "ServerErrors",
  /** Requests that a process works on at a time. */
  inFlight: "InFlight",
  /** Log lines that stdout did not take and that are lost; said in the first line that is taken again. */
  droppedLines: "DroppedLines",
} as const;

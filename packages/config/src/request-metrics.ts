/** Metrics of requests that an application may write into its log, where CloudWatch reads them out. */
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
} as const;

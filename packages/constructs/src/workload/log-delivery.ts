/**
 * What happens to a container whose lines CloudWatch does not take in time. `non-blocking` keeps them in a buffer and loses
 * lines when it is full; `blocking` stops the container at its next line until there is room, its health check included.
 */
export type LogDelivery = "non-blocking" | "blocking";

/** Room for lines that wait, more than the 10 MB that they have where nothing is said. */
// https://aws.amazon.com/blogs/containers/preventing-log-loss-with-non-blocking-mode-in-the-awslogs-container-log-driver/
const BUFFER = "25m";

/** Options of the awslogs driver, said whatever the account's own default is. */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
export function logDeliveryOptions(delivery: LogDelivery): Readonly<Record<string, string>> {
  return delivery === "blocking" ? { mode: delivery } : { mode: delivery, "max-buffer-size": BUFFER };
}

// Which Node this checkout needs stands in its package.json; a dependency's plans for next year are no news of a deploy.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Leads the AWS SDK where Terraform goes: to the endpoints and with the credentials of the run's own variables. */
export function clientSettings(variables: Readonly<NodeJS.ProcessEnv>, region: string, service?: "ECR" | "S3") {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = variables;
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  const endpoint = (service && variables[`AWS_ENDPOINT_URL_${service}`]) ?? variables.AWS_ENDPOINT_URL;
  return {
    region,
    ...(endpoint && { endpoint }),
    // Profiles, roles and all else are found by the SDK itself.
    ...(AWS_ACCESS_KEY_ID &&
      AWS_SECRET_ACCESS_KEY && {
        credentials: {
          accessKeyId: AWS_ACCESS_KEY_ID,
          secretAccessKey: AWS_SECRET_ACCESS_KEY,
          ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
        },
      }),
  };
}

import { RunnerError } from "@app/stack-runner";
import {
  BatchGetImageCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  type Image,
  ImageAlreadyExistsException,
  type ImageIdentifier,
  ImageTagAlreadyExistsException,
  PutImageCommand,
  RepositoryNotFoundException,
} from "@aws-sdk/client-ecr";
import type { clientSettings } from "../client-settings";
import { registryError } from "./image-errors";
import { MANIFEST_TYPES } from "./manifest";

/** User and password for a registry; ECR's live for twelve hours and carry the rights of who asked. */
export interface RegistryLogin {
  readonly user: string;
  readonly password: string;
}

/** The images of one account's ECR, as its API knows them. */
export class EcrImages {
  private readonly ecr: ECRClient;

  constructor(
    /** AWS account id. */
    private readonly registryId: string,
    settings: ReturnType<typeof clientSettings>,
  ) {
    this.ecr = new ECRClient(settings);
  }

  /**
   * Digest of an image; undefined when the repository does not have it, or does not exist yet.
   * @throws RunnerError when that could not be found out.
   */
  async digest(repository: string, id: ImageIdentifier): Promise<string | undefined> {
    const [image] = await this.find(repository, [id]);
    return image?.imageId?.imageDigest;
  }

  /** Gives an image of the repository a further tag, unless it has it. */
  async tag(repository: string, digest: string, tag: string): Promise<void> {
    const found = await this.find(repository, [{ imageTag: tag }, { imageDigest: digest }]);
    if (found.some(({ imageId }) => imageId?.imageTag === tag)) return;
    const image = found.find(({ imageId }) => imageId?.imageDigest === digest);
    if (!image) throw new RunnerError(`${repository} does not have the image ${digest}`);
    try {
      // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-retag.html
      await this.ecr.send(
        new PutImageCommand({
          registryId: this.registryId,
          repositoryName: repository,
          imageManifest: image.imageManifest,
          imageManifestMediaType: image.imageManifestMediaType,
          imageDigest: digest,
          imageTag: tag,
        }),
      );
    } catch (error) {
      // Another service of the same image was faster.
      if (error instanceof ImageAlreadyExistsException || error instanceof ImageTagAlreadyExistsException) return;
      throw registryError(`the image ${digest} of ${repository} could not be tagged ${tag}`, error);
    }
  }

  async login(): Promise<RegistryLogin> {
    try {
      const { authorizationData = [] } = await this.ecr.send(new GetAuthorizationTokenCommand({}));
      const token = Buffer.from(authorizationData[0]?.authorizationToken ?? "", "base64").toString("utf8");
      const [user = "", ...password] = token.split(":");
      return { user, password: password.join(":") };
    } catch (error) {
      throw registryError("ECR gave no login", error);
    }
  }

  private async find(repositoryName: string, imageIds: ImageIdentifier[]): Promise<Image[]> {
    const names = imageIds.map(({ imageTag, imageDigest }) => imageTag ?? imageDigest).join(", ");
    const asked = `cannot ask ECR for ${names} of ${repositoryName}`;
    try {
      const { images = [], failures = [] } = await this.ecr.send(
        new BatchGetImageCommand({
          registryId: this.registryId,
          repositoryName,
          imageIds,
          acceptedMediaTypes: [...MANIFEST_TYPES],
        }),
      );
      const failure = failures.find(({ failureCode }) => failureCode !== "ImageNotFound");
      if (!failure) return images;
      throw new RunnerError(`${asked}: ${failure.failureCode}: ${failure.failureReason}`);
    } catch (error) {
      if (error instanceof RepositoryNotFoundException) return [];
      throw error instanceof RunnerError ? error : registryError(asked, error);
    }
  }
}

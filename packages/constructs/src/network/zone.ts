/** One availability zone of a network, known by its letter: what is made for it never depends on which others there are. */
export interface Zone {
  /** Letter behind the region: `a` in `eu-central-1a`. */
  readonly letter: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
  /**
   * Keeps the zone's subnets while nobody is told of them any more: the step before the zone is removed, in which load
   * balancer and tasks move out. AWS deletes no subnet that is in use. Default: false.
   */
  readonly leaving?: boolean;
}

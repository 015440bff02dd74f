import { parsed, refused, withFiles } from "./testing/shop";

type Change = Parameters<typeof refused>[0];
type Case = [mistake: string, message: string, change: Change];

/** A test for each mistake around file systems: the whole line that is told. */
const ofApplication: Case[] = [
  [
    "a path that is none",
    'data.media.path: "media" is not an absolute path below the root; write it like "/app/instance"',
    (_, a) => {
      a.data.media.path = "media";
    },
  ],
  [
    "the path that is empty at every start",
    'data.media.path: is empty at every start of a task; choose another path, like "/var/media"',
    (_, a) => {
      a.data.media.path = "/tmp";
    },
  ],
  [
    "a path that is a volume of the task's own",
    'services.web.uses.media: "/var/media" is taken by writablePaths already; remove it there',
    (_, a) => {
      a.services.web.writablePaths = ["/var/media"];
    },
  ],
  [
    "two file systems at one path",
    'services.web.uses.drafts: "/var/media" is taken by data.media already; give one of them another path',
    (e, a) => {
      a.data.drafts = a.data.media;
      a.services.web.uses.drafts = "read";
      e.data.drafts = e.data.media;
    },
  ],
  [
    "a verb that it does not have",
    'services.web.uses.media: "write" is nothing that a fileSystem allows; choose one of read, read-write',
    (_, a) => {
      a.services.web.uses.media = "write";
    },
  ],
  [
    "a time that EFS does not have",
    "data.media.infrequentAccessAfterDays: 45 is no time that EFS has; choose 1, 7, 14, 30, 60, 90",
    (_, a) => {
      a.data.media.infrequentAccessAfterDays = 45;
    },
  ],
];

const ofEnvironment: Case[] = [
  [
    "silence about backups",
    "data.media.backups: is missing; add true or false",
    (e) => {
      delete e.data.media.backups;
    },
  ],
];

describe("an application with a file system", () => {
  const described =
    (change: Change): Change =>
    (description, application) => {
      withFiles(description, application);
      change(description, application);
    };

  it.each(ofApplication)("is refused for %s", (_, message, change) => {
    expect(refused(described(change))).toBe(`application.ts → ${message}`);
  });

  it.each(ofEnvironment)("is refused in an environment for %s", (_, message, change) => {
    expect(refused(described(change))).toBe(`environments/prod.ts → ${message}`);
  });

  it("has it among its data", () => {
    expect(parsed(withFiles).data.find(({ key }) => key === "media")).toEqual({
      key: "media",
      kind: "fileSystem",
      path: "/var/media",
      deletionProtected: true,
      backups: true,
    });
  });
});

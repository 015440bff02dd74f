import { dockerfileSettings } from "./dockerfile";

function settings(...lines: string[]) {
  return dockerfileSettings(["FROM python:3.12", ...lines].join("\n"));
}

describe("a Dockerfile", () => {
  it("says nothing where it leaves everything to its base", () => {
    expect(settings()).toEqual({ workdir: undefined, environment: {}, entryPoint: [], command: undefined });
  });

  it.each([
    ['CMD ["gunicorn", "app:app"]', ["gunicorn", "app:app"]],
    ['CMD [ "sh", "-c", "a b && c" ]', ["sh", "-c", "a b && c"]],
    ["CMD gunicorn --bind 0.0.0.0:${PORT:-8000} app:app", "gunicorn --bind 0.0.0.0:${PORT:-8000} app:app"],
    ["cmd flask db upgrade && \\\n  # then\n  gunicorn app", "flask db upgrade &&   gunicorn app"],
    ["CMD ['gunicorn', 'app']", "['gunicorn', 'app']"],
    ["CMD first\nCMD last", "last"],
  ])("says what runs, in words or as a line for the shell: %j", (lines, command) => {
    expect(settings(lines).command).toEqual(command);
  });

  it("says what the command stands behind", () => {
    expect(settings('ENTRYPOINT ["./entry.sh", "a b"]').entryPoint).toEqual(["./entry.sh", "a b"]);
    expect(settings("ENTRYPOINT exec gunicorn app").entryPoint).toEqual(["sh", "-c", "exec gunicorn app"]);
  });

  it.each([
    [["WORKDIR /srv/app"], "/srv/app"],
    [["WORKDIR /srv", "WORKDIR app/"], "/srv/app"],
    [["ENV HOME_OF_APP=/opt/app", "WORKDIR $HOME_OF_APP"], "/opt/app"],
    [["ARG folder=code", "WORKDIR /opt/${folder}"], "/opt/code"],
    [['WORKDIR "/my app"'], "/my app"],
  ])("says where it runs: %j", (lines, workdir) => {
    expect(settings(...lines).workdir).toBe(workdir);
  });

  it("says which variables it has", () => {
    const { environment } = settings("ENV A=1 B='two words'", "ENV C=${A}/$B D=${NOWHERE:-default}", "ENV OLD form");
    expect(environment).toEqual({ A: "1", B: "two words", C: "1/two words", D: "default", OLD: "form" });
  });

  it("counts with its last stage, and with the stages on which that stands", () => {
    const { workdir, environment, command } = settings(
      "WORKDIR /base",
      "ENV A=1",
      "FROM python:3.12 AS base",
      "WORKDIR /app",
      "ENV B=2",
      "CMD base",
      "FROM node AS assets",
      "WORKDIR /assets",
      "CMD assets",
      "FROM Base",
      "ENV C=$B",
    );
    expect({ workdir, environment, command }).toEqual({
      workdir: "/app",
      environment: { B: "2", C: "2" },
      command: "base",
    });
  });
});

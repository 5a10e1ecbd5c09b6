package io.spiffeaws.cli.sandbox;

import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.file.CurrentUser;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The steps from a SPIFFE identity to an S3 object, and a denied attempt of an identity that the
/// role does not trust.
final class Demo {
  private static final String BUCKET = "reports";
  private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/s3-app";
  private static final String APP = "spiffe://example.org/s3-app";
  private static final String OTHER = "spiffe://example.org/other-app";

  private final DemoShell shell;
  private final Consumer<String> bucketMaker;
  private final String user;

  /// @param bucketMaker creates a bucket if the aws CLI is not installed
  Demo(DemoShell shell, Consumer<String> bucketMaker) {
    this.shell = shell;
    this.bucketMaker = bucketMaker;
    this.user = "unix:uid:" + uid();
  }

  /// @return [ExitCode#DONE] if each step ended as expected; else the code of the first that did
  ///   not
  int run() {
    var steps = steps();
    for (var i : IntStream.range(0, steps.size()).toArray()) {
      shell.title(i + 1, steps.get(i).title());
      var code = steps.get(i).action().run();
      if (code != steps.get(i).expected()) {
        return code == ExitCode.DONE ? ExitCode.UNEXPECTED : code;
      }
    }
    shell.closing(
        "These were all steps. For a shell in a sandbox, run: spiffe-aws sandbox run -- bash");
    return ExitCode.DONE;
  }

  private record Step(String title, int expected, Action action) {}

  private interface Action {
    int run();
  }

  private List<Step> steps() {
    return List.of(
        step(
            "Register an identity for the processes of this user",
            "register",
            APP,
            "--selector",
            user),
        step(
            "Create the OIDC provider of the issuer in IAM",
            "trust",
            "provider",
            "create",
            "https://oidc.example.org"),
        step(
            "Create a role that trusts the identity and may write below one prefix",
            words(
                "trust role create s3-app --issuer https://oidc.example.org --sub "
                    + APP
                    + " --s3 "
                    + BUCKET
                    + "/2026:read-write")),
        step(
            "Allow a second identity to assume the role",
            "trust",
            "add-sub",
            "s3-app",
            "spiffe://example.org/batch-app"),
        new Step(
            "Fetch a token of this process from the agent, and inspect it",
            ExitCode.DONE,
            () -> shell.pipe(List.of("jwt", "fetch"), List.of("jwt", "inspect", "-"))),
        step("Exchange a token for credentials at STS", words("creds get --role " + ROLE_ARN)),
        new Step("Run a program with the credentials", ExitCode.DONE, this::writeAnObject),
        step(
            "Register another identity for the same processes",
            "register",
            OTHER,
            "--selector",
            user),
        new Step(
            "STS denies the role to an identity that it does not trust",
            ExitCode.DENIED,
            () -> shell.run(words("creds get --spiffe-id " + OTHER + " --role " + ROLE_ARN))));
  }

  private Step step(String title, String... words) {
    return new Step(title, ExitCode.DONE, () -> shell.run(words));
  }

  private int writeAnObject() {
    if (!shell.has("aws")) {
      bucketMaker.accept(BUCKET);
      return shell.run(words("s3 check s3://" + BUCKET + "/2026 --role " + ROLE_ARN));
    }
    var made = shell.program(List.of("aws", "s3", "mb", "s3://" + BUCKET));
    shell.file("hello.txt", "hello from " + APP + "\n");
    var copy = " -- aws s3 cp --no-progress hello.txt s3://" + BUCKET + "/2026/hello.txt";
    return made == ExitCode.DONE ? shell.run(words("creds exec --role " + ROLE_ARN + copy)) : made;
  }

  private static String[] words(String line) {
    return line.split(" ");
  }

  private static String uid() {
    try {
      return String.valueOf(CurrentUser.uid());
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "unknown-user", "cannot determine the user of this process", "");
    }
  }
}

package io.spiffeaws.cli.s3;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.OperatorSessionOptions;
import io.spiffeaws.cli.view.ChecksView;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import io.spiffeaws.s3.CheckObjectStore;
import io.spiffeaws.s3.S3Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws s3 check`.
@Command(
    name = "check",
    addMethodSubcommands = false,
    description = {
      "Check that a role can write, read and delete an object",
      "Writes a small object, reads it back and deletes it with a session of the role. If a step"
          + " is denied, the exit code is 6, and the operator's credentials are used to find the"
          + " policy that denies it."
    },
    footer = {
      "# Check a prefix",
      "spiffe-aws s3 check s3://reports/2026 \\",
      "  --role arn:aws:iam::123456789012:role/s3-app",
      "# Check with the role's name, after an IAM change",
      "spiffe-aws s3 check s3://reports/2026 --role s3-app --account 123456789012 \\",
      "  --wait 30s"
    })
public final class CheckCommand implements CliCommand {
  @Parameters(paramLabel = "s3://BUCKET[/PREFIX]", description = "Where to write the object")
  private String location = "";

  @Mixin private OperatorSessionOptions session;

  @Override
  public int run(Invocation invocation) {
    var wiring = new CredentialsWiring(invocation);
    var place = S3Location.parse(location);
    var request = session.request(invocation);
    var obtained = wiring.obtainCredentials(session).run(request);
    try (var store = wiring.objects(session, obtained.credentials())) {
      var checks =
          new CheckObjectStore(store, wiring.accessPolicies(session))
              .run(
                  new CheckObjectStore.Request(
                      place,
                      request,
                      obtained.credentials().assumedRoleArn(),
                      obtained.identity().token(),
                      wiring.uniqueName("spiffe-aws-check-")));
      return ChecksView.show(checks, invocation.output());
    }
  }
}

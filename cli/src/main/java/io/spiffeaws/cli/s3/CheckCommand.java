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
      "Write, read back and delete a small object with the role's session, and say which of the three"
          + " was refused.",
      "Exit code 6 where one was."
    })
public final class CheckCommand implements CliCommand {
  @Parameters(paramLabel = "s3://BUCKET[/PREFIX]", description = "Where the object is written.")
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
          new CheckObjectStore(store)
              .run(
                  new CheckObjectStore.Request(
                      place, request, obtained.token(), wiring.uniqueName("spiffe-aws-check-")));
      return ChecksView.show(checks, invocation.output());
    }
  }
}

package io.spiffeaws.completions;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.SpiffeAws;
import io.spiffeaws.cli.completion.Shell;
import io.spiffeaws.cli.golden.GoldenDirectory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionDriftTest {
  @Test
  void theCheckedInScriptsAreThoseOfTheCommandTree() {
    var top = Application.commandLine(new SpiffeAws()).getCommandSpec();

    GoldenDirectory.of(".", "_?spiffe-aws(\\.bash|\\.fish)?")
        .holdsJust(
            Map.of(
                "spiffe-aws.bash", Shell.bash.script(top),
                "_spiffe-aws", Shell.zsh.script(top),
                "spiffe-aws.fish", Shell.fish.script(top)));
  }
}

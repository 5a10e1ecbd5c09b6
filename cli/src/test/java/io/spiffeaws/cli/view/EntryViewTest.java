package io.spiffeaws.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryViewTest {
  private static final String ID = "spiffe://example.org/a";
  private static final String SELECTOR =
      "unix:path:/opt/reports/bin/monthly-report-of-the-department";

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  @Test
  void aPipeGetsCompleteSelectors() {
    assertThat(shown(false, 80))
        .isEqualTo(ID + "\t" + SELECTOR + "\t-\tentry\tspiffe://example.org/host\n");
  }

  @Test
  void aTerminalGetsCompleteSelectorsIfTheyFit() {
    assertThat(shown(true, ID.length() + 2 + SELECTOR.length()))
        .contains(ID + "  " + SELECTOR + "\n")
        .endsWith("to show ENTRY ID too, add -o wide\n");
    assertThat(shown(true, ID.length() + 1 + SELECTOR.length()))
        .contains(ID + "  unix:path:/opt/reports/bin/monthly-repo…  entry\n");
  }

  private String shown(boolean terminal, int columns) {
    data.reset();
    var entry =
        new RegistrationEntry(
            "entry",
            new EntryKey(
                SpiffeId.parse(ID),
                SpiffeId.parse("spiffe://example.org/host"),
                List.of(Selector.parse(SELECTOR))),
            EntrySettings.DEFAULT,
            0,
            Optional.empty());
    var console =
        new Console(
            InputStream.nullInputStream(),
            data,
            OutputStream.nullOutputStream(),
            terminal,
            terminal,
            columns,
            Map.of("NO_COLOR", "1"),
            Path.of("/"));
    EntryView.showAll(List.of(entry), new Output(console, new GlobalOptions()));
    return data.toString(StandardCharsets.UTF_8);
  }
}

package io.spiffeaws.docs;

import io.spiffeaws.cli.golden.GoldenDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentsDriftTest {
  private static final String PAGE = "troubleshooting.md";

  @Test
  void theCheckedInReferenceMatchesTheCommandTree() {
    GoldenDirectory.of("commands", ".*\\.md").holdsJust(Documents.reference());
  }

  @Test
  void theCheckedInManPagesMatchTheCommandTree() {
    GoldenDirectory.of("man", ".*\\.1").holdsJust(Documents.manual());
  }

  @Test
  void theCheckedInTroubleshootingPageHasTheTextsOfDoctor() throws IOException {
    var page = Files.readString(Path.of(PAGE));
    GoldenDirectory.of(".", Pattern.quote(PAGE)).holdsJust(Map.of(PAGE, CheckPages.with(page)));
  }
}

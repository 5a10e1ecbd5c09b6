package io.spiffeaws.docs;

import io.spiffeaws.cli.golden.GoldenDirectory;
import org.junit.jupiter.api.Test;

class DocumentsDriftTest {
  @Test
  void theCheckedInReferenceMatchesTheCommandTree() {
    GoldenDirectory.of("commands", ".*\\.md").holdsJust(Documents.reference());
  }

  @Test
  void theCheckedInManPagesMatchTheCommandTree() {
    GoldenDirectory.of("man", ".*\\.1").holdsJust(Documents.manual());
  }
}

package io.spiffeaws.docs;

import io.spiffeaws.cli.golden.GoldenDirectory;
import org.junit.jupiter.api.Test;

class DocumentsDriftTest {
  @Test
  void theCheckedInReferenceIsThatOfTheCommandTree() {
    GoldenDirectory.of("commands", ".*\\.md").holdsJust(Documents.reference());
  }

  @Test
  void theCheckedInManPagesAreThoseOfTheCommandTree() {
    GoldenDirectory.of("man", ".*\\.1").holdsJust(Documents.manual());
  }
}

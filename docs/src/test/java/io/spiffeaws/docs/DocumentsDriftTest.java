package io.spiffeaws.docs;

import io.spiffeaws.cli.golden.GoldenFolder;
import org.junit.jupiter.api.Test;

class DocumentsDriftTest {
  @Test
  void theCheckedInReferenceIsThatOfTheCommandTree() {
    GoldenFolder.of("commands", ".*\\.md").holdsJust(Documents.reference());
  }

  @Test
  void theCheckedInManPagesAreThoseOfTheCommandTree() {
    GoldenFolder.of("man", ".*\\.1").holdsJust(Documents.manual());
  }
}

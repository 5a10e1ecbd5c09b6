package io.spiffeaws.chain.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The schema for editors names what the reader takes, and nothing else.
class ManifestSchemaTest {
  private final Json schema = schema();

  @Test
  void namesTheMembersOfAChain() {
    assertThat(names("properties")).isEqualTo(new TreeSet<>(ManifestReader.NAMES));
  }

  @Test
  void namesTheMembersOfAWorkload() {
    assertThat(names("$defs", "workload", "properties"))
        .isEqualTo(new TreeSet<>(WorkloadReader.NAMES));
  }

  @Test
  void namesTheSettingsOfARole() {
    var names = new TreeSet<>(RoleReader.SETTINGS);
    assertThat(names("properties", "defaults", "properties", "role", "properties"))
        .isEqualTo(names);
    names.add("name");
    assertThat(names("$defs", "role", "properties")).isEqualTo(names);
  }

  private Set<String> names(String... path) {
    var at = schema;
    for (var name : List.of(path)) {
      at = ((Json.Obj) at).get(name).orElseThrow();
    }
    return new TreeSet<>(((Json.Obj) at).members().keySet());
  }

  private static Json schema() {
    try {
      return JsonText.parse(
          Files.readString(Path.of("..", "docs", "chain.schema.json")), "chain.schema.json");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

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

/// The schema for editors contains exactly the names that the reader accepts.
class ManifestSchemaTest {
  private final Json schema = schema();

  @Test
  void namesTheMembersOfAChain() {
    assertThat(names("properties")).isEqualTo(new TreeSet<>(ManifestReader.NAMES));
  }

  @Test
  void requiresWorkloadsAsTheReaderDoes() {
    assertThat(at("required")).isEqualTo(Json.strings(List.of("trust_domain", "workloads")));
    assertThat(at("properties", "workloads", "type")).isEqualTo(Json.of("array"));
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

  @Test
  void acceptsTemplatesAsTheReaderDoes() {
    assertThat("${id}").containsPattern(pattern("$defs", "id"));
    assertThat("${adm}").containsPattern(pattern("$defs", "flag", "anyOf", "1"));
    assertThat("yes").doesNotContainPattern(pattern("$defs", "flag", "anyOf", "1"));
    for (var flag : List.of("admin", "downstream", "store_svid")) {
      assertThat(((Json.Obj) at("$defs", "workload", "properties", flag)).text("$ref"))
          .hasValue("#/$defs/flag");
    }
  }

  private String pattern(String... path) {
    return ((Json.Obj) at(path)).text("pattern").orElseThrow();
  }

  private Set<String> names(String... path) {
    return new TreeSet<>(((Json.Obj) at(path)).members().keySet());
  }

  private Json at(String... path) {
    var at = schema;
    for (var name : List.of(path)) {
      at =
          at instanceof Json.Arr(var items)
              ? items.get(Integer.parseInt(name))
              : ((Json.Obj) at).get(name).orElseThrow();
    }
    return at;
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

package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.oidc.IssuerUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Policies as people write them, before and after a command: the files in `golden/trust`. They are
/// written by people alone.
class GoldenPolicyTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/trust");
  private static final RoleReference ROLE = RoleReference.parse("role");

  private final FakeRoles roles = new FakeRoles();
  private final FakeOidcProviders providers =
      new FakeOidcProviders().with("https://oidc.example.org", List.of(), List.of());

  static Stream<Path> cases() throws IOException {
    try (var folders = Files.list(FOLDER)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCommandLeavesThePolicyAsWritten(Path folder) throws IOException {
    var words = List.of(Files.readString(folder.resolve("command")).strip().split(" "));
    roles.with(ROLE.name().text(), policy(folder.resolve("before.json")), Map.of());

    run(words);

    var after = Files.readString(folder.resolve("after.json")).strip();
    assertThat(roles.get(ROLE.name().text()).trust().pretty())
        .isEqualToNormalizingNewlines(pretty(after));

    run(words);
    assertThat(roles.writes).hasSize(1);
  }

  private void run(List<String> words) {
    var subjects = List.of(TrustSubject.parse(words.get(1)));
    var issuer = option(words, "--issuer").map(IssuerUrl::parse);
    var audience = option(words, "--audience");
    if (words.getFirst().equals("add-sub")) {
      new AddTrustSubject(roles, providers, RoleLocks.NONE, _ -> {})
          .run(
              new AddTrustSubject.Request(
                  ROLE,
                  subjects,
                  issuer,
                  audience,
                  words.contains("--narrow"),
                  words.contains("--force"),
                  false));
    } else {
      new RemoveTrustSubject(roles, providers, RoleLocks.NONE, _ -> {})
          .run(new RemoveTrustSubject.Request(ROLE, subjects, issuer, audience, false));
    }
  }

  private static Optional<String> option(List<String> words, String name) {
    return words.contains(name)
        ? Optional.of(words.get(words.indexOf(name) + 1))
        : Optional.empty();
  }

  private static TrustPolicy policy(Path file) throws IOException {
    return TrustPolicy.parse(Files.readString(file));
  }

  private static String pretty(String json) {
    return TrustPolicy.parse(json).pretty();
  }
}

package io.spiffeaws.trust.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.AddSubjects;
import io.spiffeaws.trust.RemoveSubjects;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.RoleLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Handwritten policies before and after a command: the files in `golden/trust`. They are never
/// generated.
class GoldenPolicyTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/trust");
  private static final RoleReference ROLE = RoleReference.parse("role");

  private final FakeRoles roles = new FakeRoles();
  private final FakeOidcProviders providers =
      new FakeOidcProviders().with("https://oidc.example.org", List.of(), List.of());

  static Stream<Path> cases() throws IOException {
    try (var directories = Files.list(DIRECTORY)) {
      return directories.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCommandProducesTheExpectedPolicy(Path directory) throws IOException {
    var words = List.of(Files.readString(directory.resolve("command")).strip().split(" "));
    roles.with(ROLE.name().text(), policy(directory.resolve("before.json")), Map.of());

    run(words);

    var after = Files.readString(directory.resolve("after.json")).strip();
    assertThat(roles.get(ROLE.name().text()).trust().pretty())
        .isEqualToNormalizingNewlines(pretty(after));

    run(words);
    assertThat(roles.writes).hasSize(1);
  }

  private void run(List<String> words) {
    var subjects = List.of(Subject.parse(words.get(1)));
    var issuer = option(words, "--issuer").map(IssuerUrl::parse);
    var audience = option(words, "--audience");
    if (words.getFirst().equals("add-sub")) {
      new AddSubjects(roles, providers, RoleLocks.NONE, _ -> {})
          .run(
              new AddSubjects.Request(
                  ROLE,
                  subjects,
                  issuer,
                  audience,
                  words.contains("--narrow"),
                  words.contains("--force"),
                  false));
    } else {
      new RemoveSubjects(roles, providers, RoleLocks.NONE, _ -> {})
          .run(new RemoveSubjects.Request(ROLE, subjects, issuer, audience, false));
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

package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNameTest {
  @ParameterizedTest
  @CsvSource({
    "spiffe://example.org/s3-app, example.org-s3-app",
    "spiffe://example.org/ns/prod/sa/app_1, example.org-ns-prod-sa-app_1",
    "spiffe://example.org, example.org",
    "repo:octo/app:ref:refs/heads/main, repo-octo-app-ref-refs-heads-main",
    "spiffe://e/x, e-x"
  })
  void subjectKeepsTheAllowedCharacters(String subject, String name) {
    assertThat(SessionName.of(subject).text()).isEqualTo(name);
  }

  @Test
  void longIdKeepsItsEndAndAHash() {
    var one = SessionName.of("spiffe://example.org/" + "a".repeat(100) + "/end").text();
    var other = SessionName.of("spiffe://example.com/" + "a".repeat(100) + "/end").text();
    assertThat(one).hasSize(64).matches("a{47}-end-[0-9a-f]{12}").isNotEqualTo(other);
  }

  @Test
  void sixtyFourCharactersAreAllowed() {
    assertThat(SessionName.of("spiffe://" + "a".repeat(64)).text()).isEqualTo("a".repeat(64));
    assertThat(SessionName.of("spiffe://" + "a".repeat(65)).text()).endsWith("a-6ad1b306381a");
  }

  @Test
  void everySubjectGivesAValidName() {
    var random = new SplittableRandom(7);
    for (var round = 0; round < 2000; round++) {
      var subject = new StringBuilder();
      for (var i = random.nextInt(90); i > 0; i--) {
        subject.append((char) random.nextInt(1, 0x250));
      }
      assertThat(SessionName.of(subject.toString()).text()).matches("[\\w+=,.@-]{2,64}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/b", "a:b", "a b", "é-é"})
  void invalidNameIsMalformed(String text) {
    assertThatThrownBy(() -> new SessionName(text)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::123456789012:role/app, app",
    "arn:aws-cn:iam::123456789012:role/path/to/app, app",
    "arn:aws:iam::tenant-1:role/app, app",
    "arn:minio:iam:::role/app, app"
  })
  void rolesOfAllPartitionsAndAccountsAreParsed(String arn, String name) {
    assertThat(RoleArn.parse(arn)).hasToString(arn).extracting(RoleArn::name).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app",
        "arn:aws:iam::1:user/a",
        "arn:aws:sts::1:assumed-role/a/b",
        "arn:aws:iam::1:role/",
        "arn:aws:iam::1:role/a b",
        "arn:aws:iam::1:role/a/"
      })
  void invalidRoleArnIsMalformed(String arn) {
    assertThatThrownBy(() -> RoleArn.parse(arn)).isInstanceOf(ProblemException.class);
  }
}

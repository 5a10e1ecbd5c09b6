package io.spiffeaws.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.RoleArn;
import java.net.URI;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRuleTest {
  @ParameterizedTest
  @CsvSource({
    "123456789012, 123456789012",
    "012345678901, 012345678901",
    "1234-5678-9012, 123456789012",
    "1234 5678 9012, 123456789012"
  })
  void anAwsAccountIdHasTwelveDigits(String account, String understood) {
    assertThat(AccountRule.AWS.check(account)).isEqualTo(understood);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12345678901 | "12345678901" is not an AWS account ID: it has 11 digits, not 12
          1234567890123 | "1234567890123" is not an AWS account ID: it has 13 digits, not 12
          my-account | "my-account" is not an AWS account ID: it does not consist of 12 digits
          1234-5678 9012 | "1234-5678 9012" is not an AWS account ID: it does not consist of 12 digits
          '' | "" is not an AWS account ID: it does not consist of 12 digits
          """)
  void anyOtherAccountIdIsRejected(String account, String message) {
    var rejected =
        catchThrowableOfType(ProblemException.class, () -> AccountRule.AWS.check(account));
    assertThat(rejected.problem())
        .isInstanceOf(Problem.Malformed.class)
        .extracting(Problem::code, Problem::message)
        .containsExactly("malformed-account", message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::123456789012:role/app",
        "arn:aws-cn:iam::123456789012:role/path/app",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "no ARN"
      })
  void anAwsArnIsAccepted(String arn) {
    assertThat(AccountRule.AWS.checkArn(arn)).isEqualTo(arn);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          arn:aws:iam::1234:role/app | its account has 4 digits, not 12 | use the 12-digit account ID, as in arn:aws:iam::123456789012:role/NAME
          arn:aws:iam::1234-5678-9012:role/app | its account does not consist of 12 digits | write it as arn:aws:iam::123456789012:role/app
          arn:aws:iam::ACCOUNT:role/app | its account does not consist of 12 digits | use the 12-digit account ID, as in arn:aws:iam::123456789012:role/NAME
          arn:aws:iam::aws:role/app | its account does not consist of 12 digits | use the 12-digit account ID, as in arn:aws:iam::123456789012:role/NAME
          arn:aws:iam:::role/app | its account does not consist of 12 digits | use the 12-digit account ID, as in arn:aws:iam::123456789012:role/NAME
          """)
  void anArnWithAnInvalidAccountIsRejected(String arn, String why, String hint) {
    var rejected =
        catchThrowableOfType(ProblemException.class, () -> AccountRule.AWS.checkArn(arn));
    assertThat(rejected.problem())
        .extracting(Problem::message, Problem::hint)
        .containsExactly("\"" + arn + "\" is not an ARN of AWS: " + why, hint);
  }

  @Test
  void aCustomEndpointAcceptsAnyAccountId() {
    var own = AccountRule.at(Optional.of(URI.create("https://ceph.example.org")));
    assertThat(own.check("RGW1122")).isEqualTo("RGW1122");
    assertThat(own.checkArn("arn:aws:iam::RGW1122:role/app"))
        .isEqualTo("arn:aws:iam::RGW1122:role/app");
    assertThat(AccountRule.at(Optional.empty())).isEqualTo(AccountRule.AWS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RGW12345678901234567", "tenant", "1234", "12345", "", "123456789012"})
  void aCustomEndpointAcceptsAccountIdsOfItsOwn(String account) {
    assertThat(AccountRule.ANY.check(account)).isEqualTo(account);
    var arn = "arn:aws:iam::" + account + ":role/app";
    assertThat(RoleArn.parse(arn)).hasToString(arn);
  }

  @ParameterizedTest
  @CsvSource({"1234567890, 10", "12345678901, 11", "1234567890123, 13", "12345678901234, 14"})
  void aNumberThatIsAlmostAnAwsAccountIdIsRejectedAtEveryEndpoint(String account, int digits) {
    var why = " has " + digits + " digits, not 12";
    assertThat(message(() -> AccountRule.ANY.check(account)))
        .isEqualTo("\"" + account + "\" is not an AWS account ID: it" + why);
    var arn = "arn:aws:iam::" + account + ":role/app";
    assertThat(message(() -> AccountRule.ANY.checkArn(arn)))
        .isEqualTo(message(() -> RoleArn.parse(arn)))
        .isEqualTo("\"" + arn + "\" is not an ARN of AWS: its account" + why);
  }

  private static String message(ThrowingCallable check) {
    return catchThrowableOfType(ProblemException.class, check).problem().message();
  }
}

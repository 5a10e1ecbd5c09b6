package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import static io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.NOW;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority;
import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.Request;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SignatureRulesTest {
  private static final TestAuthority CA = TestAuthority.create("EC");
  private static final String MISMATCH = "signature we calculated does not match";

  private final TestRequest request = new TestRequest(CA.issue(new Request()));

  @Test
  void aSignatureOfTheCertificatesKeyIsAccepted() {
    assertThatCode(this::check).doesNotThrowAnyException();
    request.query = "profileArn=a%3Ab%2Fc";
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aSignatureOfAnRsaKeyIsAccepted() {
    var rsa = new TestRequest(CA.issue(new Request().key(TestAuthority.keys("RSA"))));
    rsa.algorithm = "AWS4-X509-RSA-SHA256";
    rsa.javaAlgorithm = "SHA256withRSA";

    assertThatCode(() -> check(rsa, Sha256.hex(rsa.body))).doesNotThrowAnyException();
    rsa.javaAlgorithm = "SHA1withRSA";
    assertThatThrownBy(() -> check(rsa, Sha256.hex(rsa.body))).hasMessageContaining(MISMATCH);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(r -> r.key = TestAuthority.keys("EC").getPrivate(), MISMATCH),
        fault(r -> r.javaAlgorithm = "SHA256withECDSAinP1363Format", MISMATCH),
        fault(r -> r.javaAlgorithm = "SHA384withECDSA", MISMATCH),
        fault(r -> r.algorithm = "AWS4-X509-RSA-SHA256", "signature algorithm does not match"),
        fault(r -> r.algorithm = "AWS4-X509-MLDSA", "signature algorithm does not match"),
        fault(r -> r.serial = "292", "serial number"),
        fault(r -> r.serial = "0123", "serial number"),
        fault(r -> r.scope = r.scope.replace("us-east-1", "eu-west-1"), "valid region"),
        fault(r -> r.scope = r.scope.replace("rolesanywhere", "sts"), "correct service"),
        fault(r -> r.scope = r.scope.replace("20261130", "20261129"), "Date in Credential scope"),
        fault(r -> r.date = "20261130T075459Z", "Signature expired"),
        fault(r -> r.date = "20261130T080501Z", "Signature expired"),
        fault(r -> r.date = "20261130T8", "ISO-8601"),
        fault(r -> r.unsigned = "host", "'host' must be a 'SignedHeader'"),
        fault(r -> r.unsigned = "x-amz-date", "'x-amz-date' must be a 'SignedHeader'"),
        fault(r -> r.unsigned = "x-amz-x509", "'x-amz-x509' must be a 'SignedHeader'"));
  }

  private static Arguments fault(Consumer<TestRequest> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aRequestWithAFaultIsRefused(Consumer<TestRequest> change, String message) {
    change.accept(request);

    assertThatThrownBy(this::check).hasMessageContaining(message);
  }

  @Test
  void theBodyIsSigned() {
    assertThatThrownBy(() -> check(request, Sha256.hex("{ }"))).hasMessageContaining(MISMATCH);
  }

  private void check() {
    check(request, Sha256.hex(request.body));
  }

  private static void check(TestRequest request, String bodyHash) {
    var sent = request.signed();
    new SignatureRules("us-east-1", NOW)
        .check(sent, X509Authorization.read(sent), request.issued.certificate(), bodyHash);
  }
}

package io.spiffeaws.sandbox.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import io.spiffeaws.secret.Secret;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the requests and signatures of AWS's published test suite for Signature Version 4 and of
/// its S3 examples.
class SignatureVerifierTest {
  private static final Secret SUITE_KEY = Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  private static final Secret S3_KEY = Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  private static final String EMPTY = Sha256.hex("");

  @ParameterizedTest
  @CsvSource({
    "GET,  '',                     5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "GET,  'Param2=value2&Param1=value1', b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    "POST, '',                     5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
  })
  void signaturesOfTheSuiteAreValid(String method, String query, String signature) {
    var request = suite(method, query, signature);

    assertThatCode(() -> verify(request, SUITE_KEY, EMPTY)).doesNotThrowAnyException();
  }

  @Test
  void signatureOfAwsS3ExampleIsRight() {
    var request =
        new AwsRequest(
            "GET",
            "/test.txt",
            "",
            Map.of(
                "host", List.of("examplebucket.s3.amazonaws.com"),
                "range", List.of("bytes=0-9"),
                "x-amz-content-sha256", List.of(EMPTY),
                "x-amz-date", List.of("20130524T000000Z"),
                "authorization",
                    List.of(
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                            + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                            + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")),
            InputStream.nullInputStream(),
            InetAddress.getLoopbackAddress(),
            "id");
    var signed = SignedRequest.read(request);
    var verifier =
        new SignatureVerifier("s3", "us-east-1", PathEncoding.ONCE, at("2013-05-24T00:10:00Z"));

    verifier.checkClaims(request, signed);
    verifier.checkSignature(request, signed, EMPTY, SigningKey.derive(S3_KEY, signed.scope()));
  }

  @Test
  void chunksOfAwsExampleAreChained() {
    var scope = new CredentialScope("20130524", "us-east-1", "s3");
    var signed =
        new SignedRequest(
            "AKIAIOSFODNN7EXAMPLE",
            scope,
            List.of("host"),
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            Instant.parse("2013-05-24T00:00:00Z"),
            java.util.Optional.empty(),
            java.util.Optional.empty());
    var chunks = new ChunkSignatures(signed, SigningKey.derive(S3_KEY, scope));

    chunks.checkChunk(
        Sha256.hex("a".repeat(65536)),
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648");
    chunks.checkChunk(
        Sha256.hex("a".repeat(1024)),
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
    chunks.checkChunk(EMPTY, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
  }

  @Test
  void anyChangeOfSignedPartsIsDetected() {
    var right = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    assertThat(fault(suite("HEAD", "", right), EMPTY)).isInstanceOf(SignatureFault.Mismatch.class);
    assertThat(fault(suite("GET", "a=b", right), EMPTY))
        .isInstanceOf(SignatureFault.Mismatch.class);
    assertThat(fault(suite("GET", "", right.replace('5', '6')), EMPTY))
        .isInstanceOf(SignatureFault.Mismatch.class);
    assertThat(fault(suite("GET", "", right), Sha256.hex("x")))
        .isInstanceOf(SignatureFault.Mismatch.class);
  }

  @Test
  void claimsAreCheckedBeforeAnyKey() {
    var request = suite("GET", "", "0");
    var signed = SignedRequest.read(request);
    var clock = at("2015-08-30T12:36:00Z");

    assertThat(
            claims(
                new SignatureVerifier("iam", "us-east-1", PathEncoding.TWICE, clock),
                request,
                signed))
        .isEqualTo(new SignatureFault.WrongService("service", "iam"));
    assertThat(
            claims(
                new SignatureVerifier("service", "eu-west-1", PathEncoding.TWICE, clock),
                request,
                signed))
        .isEqualTo(new SignatureFault.WrongRegion("us-east-1", "eu-west-1"));
    for (var skew : List.of(Duration.ofSeconds(901), Duration.ofSeconds(-901))) {
      var late = Clock.offset(clock, skew);
      assertThat(
              claims(
                  new SignatureVerifier("service", "us-east-1", PathEncoding.TWICE, late),
                  request,
                  signed))
          .isInstanceOf(SignatureFault.Skewed.class);
    }
    var more = new HashMap<>(request.headers());
    more.put("x-amz-acl", List.of("public-read"));
    var unsigned = new AwsRequest("GET", "/", "", more, request.body(), request.from(), "id");
    assertThat(
            claims(
                new SignatureVerifier("service", "us-east-1", PathEncoding.TWICE, clock),
                unsigned,
                signed))
        .isEqualTo(new SignatureFault.HeaderNotSigned("x-amz-acl"));
  }

  private static SignatureFault claims(
      SignatureVerifier verifier, AwsRequest request, SignedRequest signed) {
    return catchThrowableOfType(
            SignatureFault.Raised.class, () -> verifier.checkClaims(request, signed))
        .fault();
  }

  private static SignatureFault fault(AwsRequest request, String hash) {
    return catchThrowableOfType(SignatureFault.Raised.class, () -> verify(request, SUITE_KEY, hash))
        .fault();
  }

  private static void verify(AwsRequest request, Secret key, String hash) {
    var signed = SignedRequest.read(request);
    var verifier =
        new SignatureVerifier(
            "service", "us-east-1", PathEncoding.TWICE, at("2015-08-30T12:36:00Z"));
    verifier.checkClaims(request, signed);
    verifier.checkSignature(request, signed, hash, SigningKey.derive(key, signed.scope()));
  }

  private static AwsRequest suite(String method, String query, String signature) {
    return new AwsRequest(
        method,
        "/",
        query,
        Map.of(
            "host", List.of("example.amazonaws.com"),
            "x-amz-date", List.of("20150830T123600Z"),
            "authorization",
                List.of(
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date, Signature="
                        + signature)),
        InputStream.nullInputStream(),
        InetAddress.getLoopbackAddress(),
        "id");
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}

package io.spiffeaws.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Inputs on which a parser once failed with an exception that was no problem.
class FoundInputsTest {
  static Stream<Arguments> found() {
    return Stream.of(
        Arguments.of("CA bundle", "-----BEGIN CERTIFICATE--------END CERTIFICATE-----\n"),
        Arguments.of("config.toml", "[contexts.\"\\ud800\"]\nregion = \"eu-west-1\"\n"),
        Arguments.of("config.toml", "[contexts.a]\nregion = " + "[".repeat(20_000)),
        Arguments.of("JWT header", "null"),
        Arguments.of("JWKS of a signature", "null"),
        Arguments.of("JWKS of a signature", "{\"keys\":[null]}"),
        Arguments.of("key of the server", keyOffItsCurve()),
        Arguments.of(
            "bundle of spire-server",
            "{\"jwt_authorities\":[{\"expires_at\":9223372036854775807}]}"),
        Arguments.of("server socket", "unix:///run/a.so\ud800ck"),
        Arguments.of("agent address", "unix:///run/a%00.sock"),
        Arguments.of("agent address", "unix:///run/a.so\ud800ck"),
        Arguments.of("listen address", "unix:/run/a.\udfffsoc1k"),
        Arguments.of(
            "role map",
            "{\"/a\":{\"role\":\"arn:aws:iam::123456789012:role/a\",\"token_file\":\"t\\u0000\"}}"),
        Arguments.of(
            "profile",
            "[profile a]\nrole_arn=arn:aws:iam::123456789012:role/a\n"
                + "web_identity_token_file=t\u0000"),
        Arguments.of("signal", "HUP:/*ai\u0000d"),
        Arguments.of("configuration in JSON", "{\"server\":{\"ca_ttl\":\"\\u"),
        Arguments.of("IAM role", "<GetRoleResponse><GetRoleResult/></GetRoleResponse>"),
        Arguments.of(
            "IAM roles",
            "<ListRolesResponse><ListRolesResult><Roles><member><RoleName>a</RoleName></member></Roles>"
                + "</ListRolesResult></ListRolesResponse>"),
        Arguments.of("managed policy", "<GetPolicyResponse><GetPolicyResult/></GetPolicyResponse>"),
        Arguments.of(
            "managed policy",
            "<GetPolicyResponse><GetPolicyResult><Policy/></GetPolicyResult></GetPolicyResponse>"),
        Arguments.of(
            "S3 buckets",
            "<ListAllMyBucketsResult><Buckets><Bucket/></Buckets></ListAllMyBucketsResult>"),
        Arguments.of(
            "caller of STS",
            "<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>"),
        Arguments.of(
            "claims for a trust policy",
            "{\"sub\":\"a\",\"repository_id\":" + "[".repeat(600) + "]".repeat(600) + "}"),
        Arguments.of("state of a process", "4"),
        Arguments.of("state of a process", "4 (sh)"),
        Arguments.of("state of a process", "4 (sh) Z"),
        Arguments.of(
            "table of sockets",
            "1: 0000000000000000FFFF00000100007F:9C40 0000000000000000FFFF00 00100007F:0050 01"),
        Arguments.of(
            "IAM policy", "<GetRolePolicyResponse><GetRolePolicyResult/></GetRolePolicyResponse>"));
  }

  @ParameterizedTest
  @MethodSource("found")
  void isAcceptedOrAProblem(String target, String input) {
    var parser =
        FuzzParsers.targets().stream()
            .filter(candidate -> candidate.name().equals(target))
            .findFirst()
            .orElseThrow();
    var once = new Target(target, parser.form(), List.of(input), parser.allowed(), parser.parser());

    assertThat(FuzzRun.of(once).failures()).isEmpty();
  }

  private static String keyOffItsCurve() {
    var key = FuzzSamples.publicKey();
    key[key.length - 1] ^= 1;
    return new String(key, StandardCharsets.ISO_8859_1);
  }
}

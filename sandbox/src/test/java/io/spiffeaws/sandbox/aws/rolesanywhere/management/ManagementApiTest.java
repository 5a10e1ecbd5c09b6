package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import static io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.identity.Authenticator;
import io.spiffeaws.sandbox.aws.identity.Permissions;
import io.spiffeaws.sandbox.aws.identity.Sessions;
import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.sigv4.CanonicalRequest;
import io.spiffeaws.sandbox.aws.sigv4.CredentialScope;
import io.spiffeaws.sandbox.aws.sigv4.PathEncoding;
import io.spiffeaws.sandbox.aws.sigv4.SignatureVerifier;
import io.spiffeaws.sandbox.aws.sigv4.SigningKey;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import io.spiffeaws.sandbox.tls.Pem;
import io.spiffeaws.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManagementApiTest {
  private static final Secret SECRET = Secret.of("secret");
  private static final String ROLE = "arn:aws:iam::123456789012:role/a";
  private static final TestAuthority CA = TestAuthority.create("EC");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Account account = new Account("123456789012");
  private final ManagementApi api =
      new ManagementApi(
          new Registry(),
          account,
          new Authenticator(
              new SignatureVerifier("rolesanywhere", "us-east-1", true, PathEncoding.TWICE, clock),
              account,
              new Sessions(),
              "AKIA",
              SECRET,
              clock),
          new Permissions(account, clock),
          clock);
  private String region = "us-east-1";
  private Secret secret = SECRET;

  @Test
  void aTrustAnchorIsDisabledUnlessTheRequestSaysOtherwise() throws IOException {
    var created = member(send("POST", "/trustanchors", anchor("a", "")), "trustAnchor");
    assertThat(created.get("enabled")).contains(Json.of(false));
    var enabled =
        member(send("POST", "/trustanchors", anchor("a", ",\"enabled\":true")), "trustAnchor");
    assertThat(enabled.get("enabled")).contains(Json.of(true));
    assertThat(enabled.text("trustAnchorArn").orElseThrow())
        .isEqualTo(
            "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/"
                + enabled.text("trustAnchorId").orElseThrow());
  }

  @Test
  void aRegionHasResourcesOfItsOwn() throws IOException {
    send("POST", "/trustanchors", anchor("a", ""));
    region = "eu-west-1";

    assertThat(JsonText.compact(send("GET", "/trustanchors", "")))
        .isEqualTo("{\"trustAnchors\":[]}");
  }

  @Test
  void anUpdateChangesOnlyWhatItContains() throws IOException {
    var profile =
        member(
            send("POST", "/profiles", "{\"name\":\"p\",\"roleArns\":[\"" + ROLE + "\"]}"),
            "profile");
    var path = "/profile/" + profile.text("profileId").orElseThrow();
    var changed = member(send("PATCH", path, "{\"durationSeconds\":900}"), "profile");

    assertThat(changed.without("durationSeconds")).isEqualTo(profile.without("durationSeconds"));
    assertThat(changed.get("durationSeconds")).contains(Json.of(900));
    assertThat(JsonText.compact(changed.get("attributeMappings").orElseThrow()))
        .isEqualTo(
            "[{\"certificateField\":\"x509Issuer\",\"mappingRules\":[{\"specifier\":\"*\"}]},"
                + "{\"certificateField\":\"x509SAN\",\"mappingRules\":[{\"specifier\":\"DNS\"},"
                + "{\"specifier\":\"URI\"},{\"specifier\":\"Name/*\"}]},"
                + "{\"certificateField\":\"x509Subject\",\"mappingRules\":[{\"specifier\":\"*\"}]}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/profiles|{}|ValidationException",
        "POST|/profiles|{\"name\":\"p\"}|ValidationException",
        "POST|/profiles|{\"name\":\"\",\"roleArns\":[]}|ValidationError",
        "POST|/profiles|{\"name\":\"a!\",\"roleArns\":[]}|ValidationError",
        "POST|/profiles|{\"name\":\"a\",\"roleArns\":[\"x\"]}|ValidationError",
        "POST|/profiles|{\"name\":\"a\",\"roleArns\":[],\"durationSeconds\":899}|ValidationError",
        "POST|/profiles|{\"name\":\"a\",\"roleArns\":[],\"durationSeconds\":43201}|ValidationError",
        "POST|/profiles|{\"name\":\"a\",\"roleArns\":[],\"sessionPolicy\":\"x\"}|ValidationException",
        "POST|/profiles|{\"name\":\"a\",\"roleArns\":[],\"tags\":[{\"key\":\"\",\"value\":\"\"}]}|ValidationError",
        "POST|/profiles|{\"name\":1,\"roleArns\":[]}|SerializationException",
        "POST|/profiles|[]|SerializationException",
        "GET|/profile/x||ValidationException",
        "GET|/profile/00000000-0000-0000-0000-000000000000||ResourceNotFoundException",
        "GET|/profiles?pageSize=0||ValidationException",
        "GET|/profiles?nextToken=x||ValidationException",
        "POST|/crls|{\"name\":\"c\",\"crlData\":\"AA==\",\"trustAnchorArn\":\"a\"}|ValidationException",
        "POST|/TagResource|{\"resourceArn\":\"a\",\"tags\":[]}|ResourceNotFoundException",
        "GET|/nothing||UnknownOperationException",
        "DELETE|/profiles||UnknownOperationException"
      })
  void anInvalidRequestIsRefused(String method, String path, String body, String code) {
    refused(method, path, body == null ? "" : body, code);
  }

  @Test
  void aForgedSignatureIsRefused() {
    secret = Secret.of("wrong");

    refused("GET", "/profiles", "", "SignatureDoesNotMatch");
  }

  @Test
  void quotasApply() throws IOException {
    for (int i = 0; i < 50; i++) {
      send("POST", "/trustanchors", anchor("a", ""));
    }
    refused("POST", "/trustanchors", anchor("a", ""), "ValidationException");
  }

  private void refused(String method, String path, String body, String code) {
    assertThatThrownBy(() -> send(method, path, body))
        .isInstanceOfSatisfying(
            AwsError.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static String anchor(String name, String more) {
    var data =
        Json.object()
            .with("x509CertificateData", Json.of(Pem.certificates(List.of(CA.certificate))));
    return "{\"name\":\"%s\",\"source\":{\"sourceType\":\"CERTIFICATE_BUNDLE\",\"sourceData\":%s}%s}"
        .formatted(name, JsonText.compact(data), more);
  }

  private static Json.Obj member(Json.Obj answer, String name) {
    return (Json.Obj) answer.get(name).orElseThrow();
  }

  private Json.Obj send(String method, String path, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream();
    api.answer(signed(method, path, bytes), bytes).body().writeTo(out);
    return (Json.Obj) JsonText.parse(out.toString(StandardCharsets.UTF_8), "answer");
  }

  private AwsRequest signed(String method, String path, byte[] body) {
    var headers = new HashMap<String, List<String>>();
    headers.put("host", List.of("127.0.0.1"));
    headers.put("x-amz-date", List.of("20261130T080000Z"));
    var scope = new CredentialScope("20261130", region, "rolesanywhere");
    var covered = List.of("host", "x-amz-date");
    var bare = request(method, path, headers);
    var canonical = CanonicalRequest.of(bare, covered, Sha256.hex(body), PathEncoding.TWICE);
    var text =
        String.join(
            "\n", "AWS4-HMAC-SHA256", "20261130T080000Z", scope.toString(), Sha256.hex(canonical));
    headers.put(
        "authorization",
        List.of(
            "AWS4-HMAC-SHA256 Credential=AKIA/%s, SignedHeaders=host;x-amz-date, Signature=%s"
                .formatted(scope, SigningKey.derive(secret, scope).sign(text))));
    return request(method, path, headers);
  }

  private static AwsRequest request(String method, String path, Map<String, List<String>> headers) {
    int query = path.indexOf('?');
    return new AwsRequest(
        method,
        query < 0 ? path : path.substring(0, query),
        query < 0 ? "" : path.substring(query + 1),
        headers,
        InputStream.nullInputStream(),
        InetAddress.getLoopbackAddress(),
        "id");
  }
}

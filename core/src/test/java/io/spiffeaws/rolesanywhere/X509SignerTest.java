package io.spiffeaws.rolesanywhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class X509SignerTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "P-384"})
  void requestIsThatOfTheVector(String name) throws Exception {
    var vector = Vector.of(name);
    var signer = new X509Signer(vector.svid(directory), "eu-west-1");
    var address = URI.create(vector.text("url"));
    var body = vector.text("body").getBytes(StandardCharsets.UTF_8);
    var headers = new TreeMap<>(signer.sign(address, "application/json", body, Vector.NOW));
    var authorization = Objects.requireNonNull(headers.remove("authorization"));
    assertThat(headers.get("x-amz-date")).isEqualTo("20261130T083000Z");
    headers.put("host", address.getHost());
    var canonical = new CanonicalRequest(address, headers, body);
    assertThat(canonical.text()).isEqualTo(vector.text("canonical_request"));
    var signed = vector.text("string_to_sign");
    assertThat(signer.stringToSign(canonical, Vector.NOW)).isEqualTo(signed);
    assertThat(authorization).startsWith(vector.text("authorization"));
    var hash = name.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    var verifying = Signature.getInstance(hash);
    verifying.initVerify(vector.svid(directory).chain().getFirst());
    verifying.update(signed.getBytes(StandardCharsets.UTF_8));
    var hex = authorization.replaceFirst(".*Signature=", "");
    assertThat(hex).matches("[0-9a-f]+");
    assertThat(verifying.verify(HexFormat.of().parseHex(hex))).isTrue();
  }

  /// The product's own request has the query of the vector.
  @Test
  void queryIsEncodedAsByRfc3986() {
    var vector = Vector.of("EC");
    var query = URI.create(vector.text("url")).getRawQuery();
    var parameters = new HashMap<String, String>();
    for (var pair : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    assertThat(CanonicalRequest.query(parameters)).isEqualTo(query);
  }

  @Test
  void anyQueryIsSortedAndCanBeDecoded() {
    var random = new SplittableRandom(7);
    for (var i = 0; i < 2_000; i++) {
      var parameters = Map.of("b" + text(random), text(random), "a" + text(random), text(random));
      var query = CanonicalRequest.query(parameters);
      assertThat(query).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2}|[=&])*");
      var decoded =
          Arrays.stream(query.split("&", -1))
              .map(pair -> pair.split("=", 2))
              .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
      assertThat(decoded).isEqualTo(parameters);
      assertThat(query).startsWith("a");
    }
  }

  @Test
  void everyPartOfTheRequestIsSigned() {
    var signer = new X509Signer(Vector.of("EC").svid(directory), "eu-west-1");
    var headers = new TreeMap<>(Map.of("host", "h", "x-amz-date", "d", "x-amz-x509", "c"));
    var address = URI.create("https://h/sessions?a=b");
    var one = signer.stringToSign(new CanonicalRequest(address, headers, new byte[1]), Vector.NOW);
    for (var name : headers.keySet()) {
      var changed = new TreeMap<>(headers);
      changed.merge(name, "x", String::concat);
      assertThat(text(signer, address, changed, new byte[1])).isNotEqualTo(one);
    }
    assertThat(text(signer, URI.create("https://h/sessions?a=c"), headers, new byte[1]))
        .isNotEqualTo(one);
    assertThat(text(signer, URI.create("https://h/session?a=b"), headers, new byte[1]))
        .isNotEqualTo(one);
    assertThat(text(signer, address, headers, new byte[2])).isNotEqualTo(one);
    assertThat(text(signer, address, headers, new byte[1])).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8080/x", "http://[::1]:8080/x", "https://h.example:8443/x"})
  void hostHasAPortThatIsNotTheDefault(String address) {
    assertThat(host(address)).isEqualTo(URI.create(address).getAuthority());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h.example/x", "http://h.example:80/x", "https://h.example:443/x"})
  void hostHasNoDefaultPort(String address) {
    assertThat(host(address)).isEqualTo("h.example");
  }

  /// The host that is signed, found by trying candidates against the signature of an RSA key.
  private String host(String address) {
    var signer = new X509Signer(Vector.of("RSA").svid(directory), "eu-west-1");
    var headers = signer.sign(URI.create(address), "t", new byte[0], Vector.NOW);
    var authority = URI.create(address).getAuthority();
    for (var candidate : new String[] {authority, URI.create(address).getHost()}) {
      var signed = new TreeMap<>(headers);
      signed.remove("authorization");
      signed.put("host", candidate);
      var text =
          signer.stringToSign(
              new CanonicalRequest(URI.create(address), signed, new byte[0]), Vector.NOW);
      if (verifies(
          signer,
          text,
          Objects.requireNonNull(headers.get("authorization")).replaceFirst(".*Signature=", ""))) {
        return candidate;
      }
    }
    return "another";
  }

  private static boolean verifies(X509Signer signer, String text, String hex) {
    try {
      var verifying = Signature.getInstance("SHA256withRSA");
      verifying.initVerify(signer.svid().chain().getFirst());
      verifying.update(text.getBytes(StandardCharsets.UTF_8));
      return verifying.verify(HexFormat.of().parseHex(hex));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(
      X509Signer signer, URI address, SortedMap<String, String> headers, byte[] body) {
    return signer.stringToSign(new CanonicalRequest(address, headers, body), Vector.NOW);
  }

  private static String text(SplittableRandom random) {
    var text = new StringBuilder();
    for (var i = random.nextInt(8); i >= 0; i--) {
      text.append(Character.toChars(random.nextInt(8) == 0 ? 0x1F600 : 0x20 + random.nextInt(96)));
    }
    return text.toString();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

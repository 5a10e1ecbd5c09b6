package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.Issued;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A signed request of CreateSession. Each part can be replaced, to get a request with a fault.
final class TestRequest {
  final Issued issued;
  String date = "20261130T080000Z";
  String scope = "20261130/us-east-1/rolesanywhere/aws4_request";
  String serial;
  String algorithm = "AWS4-X509-ECDSA-SHA256";
  String javaAlgorithm = "SHA256withECDSA";
  String query = "";
  String body = "{}";
  String unsigned = "";
  PrivateKey key;

  TestRequest(Issued issued) {
    this.issued = issued;
    this.serial = issued.certificate().getSerialNumber().toString();
    this.key = issued.keys().getPrivate();
  }

  AwsRequest signed() {
    try {
      var headers = new TreeMap<String, String>();
      headers.put("host", "127.0.0.1");
      headers.put("x-amz-date", date);
      headers.put(
          "x-amz-x509", Base64.getEncoder().encodeToString(issued.certificate().getEncoded()));
      var covered = headers.keySet().stream().filter(name -> !name.equals(unsigned)).toList();
      var canonical = new StringBuilder("POST\n/sessions\n" + query + "\n");
      covered.forEach(name -> canonical.append(name + ":" + headers.get(name) + "\n"));
      canonical.append("\n" + String.join(";", covered) + "\n" + Sha256.hex(body));
      var text = String.join("\n", algorithm, date, scope, Sha256.hex(canonical.toString()));
      var signature = Signature.getInstance(javaAlgorithm);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      headers.put(
          "authorization",
          "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
              .formatted(
                  algorithm,
                  serial,
                  scope,
                  String.join(";", covered),
                  HexFormat.of().formatHex(signature.sign())));
      return request(headers);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private AwsRequest request(Map<String, String> headers) {
    var all = new HashMap<String, List<String>>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return new AwsRequest(
        "POST",
        "/sessions",
        query,
        all,
        InputStream.nullInputStream(),
        InetAddress.getLoopbackAddress(),
        "id");
  }
}

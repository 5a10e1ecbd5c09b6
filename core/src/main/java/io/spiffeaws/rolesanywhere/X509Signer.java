package io.spiffeaws.rolesanywhere;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.workload.X509Svid;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Signs requests with an X509-SVID: SigV4 with the certificate's key instead of a derived key, and
/// its serial number instead of an access key ID.
///
/// @param svid the certificate and its key: EC or RSA
/// @param region the region in the credential scope
record X509Signer(X509Svid svid, String region) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int MAX_INTERMEDIATES = 5;
  private static final int DATE_LENGTH = 8;

  /// Returns the headers of a request, all but `Host`, with its signature.
  ///
  /// @param address where the request is sent to; with a query in canonical form
  /// @param contentType the header `Content-Type`
  /// @throws ProblemException refused, if the service does not support such a key, or so many
  ///   certificates
  SortedMap<String, String> sign(URI address, String contentType, byte[] body, Instant now) {
    var headers = new TreeMap<String, String>();
    headers.put("content-type", contentType);
    headers.put("host", host(address));
    headers.put("x-amz-date", TIME.format(now));
    headers.put("x-amz-x509", base64(svid.chain().getFirst()));
    var intermediates = intermediates();
    if (!intermediates.isEmpty()) {
      headers.put(
          "x-amz-x509-chain",
          intermediates.stream().map(X509Signer::base64).collect(Collectors.joining(",")));
    }
    var canonical = new CanonicalRequest(address, headers, body);
    var text = stringToSign(canonical, now);
    headers.remove("host");
    headers.put(
        "authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                algorithm(),
                svid.chain().getFirst().getSerialNumber(),
                scope(now),
                canonical.signedHeaders(),
                signature(text)));
    return headers;
  }

  String stringToSign(CanonicalRequest canonical, Instant now) {
    var digest = CanonicalRequest.sha256(canonical.text().getBytes(StandardCharsets.UTF_8));
    return algorithm() + "\n" + TIME.format(now) + "\n" + scope(now) + "\n" + digest;
  }

  private String scope(Instant now) {
    return TIME.format(now).substring(0, DATE_LENGTH)
        + "/"
        + region
        + "/rolesanywhere/aws4_request";
  }

  /// The certificates between the SVID and the authorities, which the trust anchor does not have.
  private List<X509Certificate> intermediates() {
    var all = svid.chain().stream().skip(1).filter(one -> !svid.bundle().contains(one)).toList();
    if (all.size() > MAX_INTERMEDIATES) {
      throw ProblemException.refused(
          "svid-chain-too-long",
          "the X509-SVID of %s has %d intermediate certificates; IAM Roles Anywhere accepts %d"
              .formatted(svid.spiffeId(), all.size(), MAX_INTERMEDIATES),
          "use an upstream authority that is closer to its root");
    }
    return all;
  }

  private String algorithm() {
    return switch (keyType()) {
      case "EC" -> "AWS4-X509-ECDSA-SHA256";
      case "RSA" -> "AWS4-X509-RSA-SHA256";
      default ->
          throw ProblemException.refused(
              "svid-key-type",
              "the X509-SVID of %s has a key of type %s, which is not supported"
                  .formatted(svid.spiffeId(), keyType()),
              "set workload_x509_svid_key_type to ec-p256 or rsa-2048 in the agent's configuration");
    };
  }

  private String keyType() {
    return svid.key().getAlgorithm();
  }

  private String signature(String text) {
    try {
      var signature =
          Signature.getInstance("SHA256with" + (keyType().equals("EC") ? "ECDSA" : "RSA"));
      signature.initSign(svid.key());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign with a key of type " + keyType(), e);
    }
  }

  /// The header as the JDK's HTTP client sends it: with the port if it is not the default one.
  private static String host(URI address) {
    var port = address.getPort();
    var usual = port < 0 || port == (address.getScheme().equalsIgnoreCase("https") ? 443 : 80);
    return usual ? address.getHost() : address.getHost() + ":" + port;
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate can be encoded", e);
    }
  }
}

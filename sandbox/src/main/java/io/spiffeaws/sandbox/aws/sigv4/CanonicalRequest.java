package io.spiffeaws.sandbox.aws.sigv4;

import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.PercentCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The canonical form of a request, which client and server sign.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
public final class CanonicalRequest {
  private CanonicalRequest() {}

  /// Returns the canonical form of a request.
  ///
  /// @param payloadHash its last line: a hash or one of S3's markers
  public static String of(
      AwsRequest request, List<String> signedHeaders, String payloadHash, PathEncoding pathForm) {
    var text = new StringBuilder();
    text.append(request.method()).append('\n');
    text.append(path(request.path(), pathForm)).append('\n');
    text.append(query(request.query())).append('\n');
    for (var name : signedHeaders) {
      text.append(name).append(':').append(header(request, name)).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    return text.append(payloadHash).toString();
  }

  private static String path(String path, PathEncoding form) {
    return switch (form) {
      case ONCE -> PercentCode.encodePath(PercentCode.decode(path));
      case TWICE -> PercentCode.encodePath(PercentCode.encodePath(PercentCode.decode(path)));
    };
  }

  private static String query(String query) {
    record Pair(String name, String value) {}

    var pairs = new ArrayList<Pair>();
    for (var part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      var name = equals < 0 ? part : part.substring(0, equals);
      if (!part.isEmpty() && !name.equals("X-Amz-Signature")) {
        pairs.add(new Pair(recode(name), equals < 0 ? "" : recode(part.substring(equals + 1))));
      }
    }
    pairs.sort(Comparator.comparing(Pair::name).thenComparing(Pair::value));
    return String.join("&", pairs.stream().map(pair -> pair.name() + "=" + pair.value()).toList());
  }

  private static String recode(String text) {
    return PercentCode.encode(PercentCode.decode(text));
  }

  private static String header(AwsRequest request, String name) {
    var values = request.headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return String.join(
        ",", values.stream().map(value -> value.strip().replaceAll(" +", " ")).toList());
  }
}

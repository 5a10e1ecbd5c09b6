package io.spiffeaws.sandbox.aws.sigv4;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.fuzz.RequestTarget;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/// The parsers of this package.
public final class SignatureTargets {
  private static final String PRESIGNED =
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20150830%2Fus-east-1%2Fs3%2Faws4_request"
          + "&X-Amz-Date=20150830T123600Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host"
          + "&X-Amz-Signature=00";

  private SignatureTargets() {}

  public static List<Target> all() {
    return List.of(
        RequestTarget.text(
            "signature in a header",
            text ->
                read(
                    "",
                    Map.of(
                        "authorization", List.of(text), "x-amz-date", List.of("20150830T123600Z"))),
            "AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/s3/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature=00"),
        RequestTarget.text("signature in a query", text -> read(text, Map.of()), PRESIGNED));
  }

  private static void read(String query, Map<String, List<String>> headers) {
    try {
      SignedRequest.read(
              new AwsRequest(
                  "GET",
                  "/",
                  query,
                  headers,
                  InputStream.nullInputStream(),
                  InetAddress.getLoopbackAddress(),
                  "id"))
          .stamp();
    } catch (SignatureFault.Raised e) {
      throw RequestTarget.rejected();
    }
  }
}

package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.sandbox.fuzz.RequestTarget;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The parsers of this package.
public final class S3RequestTargets {
  private static final String CHUNKS =
      "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\nx-amz-trailer-signature:a\r\n\r\n";

  private S3RequestTargets() {}

  public static List<Target> all() {
    return List.of(
        RequestTarget.text(
            "parts of an upload",
            text -> XmlList.read(text, "CompleteMultipartUpload", "Part"),
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part>"
                + "<a>b</a></CompleteMultipartUpload>"),
        RequestTarget.text(
            "range of an object",
            text -> ByteRange.of(text, 10).ifPresent(ByteRange::length),
            "bytes=0-4",
            "bytes=-5",
            "bytes=3-"),
        RequestTarget.bytes(
            "body in chunks",
            bytes ->
                new ChunkedBody(new ByteArrayInputStream(bytes), 5, Optional.empty())
                    .readAllBytes(),
            CHUNKS.getBytes(StandardCharsets.ISO_8859_1)));
  }
}

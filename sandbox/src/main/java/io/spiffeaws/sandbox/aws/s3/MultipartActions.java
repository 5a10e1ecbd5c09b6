package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The actions on multipart uploads.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
record MultipartActions(
    Buckets buckets,
    ObjectActions objects,
    S3Authorizer gate,
    Identifiers identifiers,
    Clock clock) {
  private static final long SMALLEST_PART = 5L << 20;
  private static final int MOST_PARTS = 10_000;

  AwsResponse create(S3Call call) {
    authorize(call, "s3:PutObject");
    var bucket = buckets.bucket(call.bucket());
    var upload =
        new Upload(
            identifiers.hex(32),
            call.key(),
            clock.instant(),
            ObjectHeaders.of(call.request()),
            new ConcurrentSkipListMap<>());
    bucket.uploads().put(upload.id(), upload);
    var response =
        AwsResponse.xml(
            200,
            Xml.document(
                "InitiateMultipartUploadResult",
                S3.NAMESPACE,
                xml ->
                    xml.text("Bucket", call.bucket())
                        .text("Key", call.key())
                        .text("UploadId", upload.id())));
    return call.request()
        .header("x-amz-checksum-algorithm")
        .map(algorithm -> response.with("x-amz-checksum-algorithm", algorithm))
        .orElse(response);
  }

  AwsResponse putPart(S3Call call) throws IOException {
    authorize(call, "s3:PutObject");
    if (call.request().header("x-amz-copy-source").isPresent()) {
      throw S3Errors.notImplemented();
    }
    var upload = upload(call);
    int number = call.number("partNumber", 1, MOST_PARTS).orElseThrow();
    var staged =
        buckets.staging().receive(call.request(), Payload.of(call.request(), call.caller()));
    var replaced = upload.parts().put(number, new Upload.Part(number, clock.instant(), staged));
    if (replaced != null) {
      replaced.content().discard();
    }
    var response = AwsResponse.empty(200).with("ETag", ObjectActions.quoted(staged.md5()));
    return staged
        .checksum()
        .map(checksum -> response.with(checksum.algorithm().header(), checksum.base64()))
        .orElse(response);
  }

  AwsResponse complete(S3Call call) throws IOException {
    authorize(call, "s3:PutObject");
    var upload = upload(call);
    var document =
        XmlList.read(call.document(buckets.staging()), "CompleteMultipartUpload", "Part");
    var parts = parts(upload, document.items());
    var joined = buckets.staging().join(parts.stream().map(part -> part.content().file()).toList());
    var staged = new Staged(joined.file(), joined.size(), etag(parts), Optional.empty());
    var bucket = buckets.bucket(call.bucket());
    objects.store(
        bucket, upload.key(), staged, upload.headers(), Preconditions.forWriting(call.request()));
    discard(bucket, upload);
    return AwsResponse.xml(
        200,
        Xml.document(
            "CompleteMultipartUploadResult",
            S3.NAMESPACE,
            xml ->
                xml.text("Location", "/" + call.bucket() + "/" + call.key())
                    .text("Bucket", call.bucket())
                    .text("Key", call.key())
                    .text("ETag", ObjectActions.quoted(staged.md5()))));
  }

  AwsResponse abort(S3Call call) throws IOException {
    authorize(call, "s3:AbortMultipartUpload");
    discard(buckets.bucket(call.bucket()), upload(call));
    return AwsResponse.empty(204);
  }

  AwsResponse listParts(S3Call call) {
    authorize(call, "s3:ListMultipartUploadParts");
    var upload = upload(call);
    return AwsResponse.xml(
        200,
        Xml.document(
            "ListPartsResult",
            S3.NAMESPACE,
            xml -> {
              xml.text("Bucket", call.bucket())
                  .text("Key", call.key())
                  .text("UploadId", upload.id())
                  .text("StorageClass", "STANDARD")
                  .text("MaxParts", Integer.toString(MOST_PARTS))
                  .text("IsTruncated", "false");
              upload
                  .parts()
                  .values()
                  .forEach(part -> xml.element("Part", entry -> write(entry, part)));
            }));
  }

  AwsResponse listUploads(S3Call call) {
    gate.authorize(
        call, "s3:ListBucketMultipartUploads", Arns.bucket(call.bucket()), RequestContext.empty());
    var bucket = buckets.bucket(call.bucket());
    return AwsResponse.xml(
        200,
        Xml.document(
            "ListMultipartUploadsResult",
            S3.NAMESPACE,
            xml -> {
              xml.text("Bucket", bucket.name()).text("IsTruncated", "false");
              for (var upload : bucket.uploads().values()) {
                xml.element(
                    "Upload",
                    entry ->
                        entry
                            .text("Key", upload.key())
                            .text("UploadId", upload.id())
                            .text("Initiated", Timestamps.of(upload.started())));
              }
            }));
  }

  private static void write(Xml entry, Upload.Part part) {
    entry
        .text("PartNumber", Integer.toString(part.number()))
        .text("LastModified", Timestamps.of(part.modified()))
        .text("ETag", ObjectActions.quoted(part.content().md5()))
        .text("Size", Long.toString(part.content().size()));
  }

  private List<Upload.Part> parts(Upload upload, List<Map<String, String>> items) {
    var parts = new ArrayList<Upload.Part>();
    int previous = 0;
    for (var item : items) {
      int number = number(item);
      var part = upload.parts().get(number);
      if (part == null || !matches(part, item)) {
        throw new AwsError(
            400,
            "InvalidPart",
            "One or more of the specified parts could not be found.  The part may not have been"
                + " uploaded, or the specified entity tag may not match the part's entity tag.");
      }
      if (number <= previous) {
        throw new AwsError(
            400,
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.");
      }
      previous = number;
      parts.add(part);
    }
    checkSizes(parts);
    return parts;
  }

  private static boolean matches(Upload.Part part, Map<String, String> item) {
    var etag = item.getOrDefault("ETag", "").replace("\"", "");
    return etag.equals(part.content().md5())
        && part.content()
            .checksum()
            .map(sum ->
                item.getOrDefault(sum.algorithm().element(), sum.base64()).equals(sum.base64()))
            .orElse(true);
  }

  private static void checkSizes(List<Upload.Part> parts) {
    if (parts.isEmpty()) {
      throw S3Errors.malformedXml();
    }
    boolean small =
        parts.subList(0, parts.size() - 1).stream()
            .anyMatch(part -> part.content().size() < SMALLEST_PART);
    if (small) {
      throw new AwsError(
          400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
    }
  }

  private static int number(Map<String, String> item) {
    try {
      return Integer.parseInt(item.getOrDefault("PartNumber", ""));
    } catch (NumberFormatException e) {
      throw S3Errors.malformedXml();
    }
  }

  /// Returns the MD5 of the parts' MD5s, followed by the number of parts.
  private static String etag(List<Upload.Part> parts) {
    var md5 = new ChecksumAlgorithm.Digest("MD5");
    for (var part : parts) {
      var bytes = HexFormat.of().parseHex(part.content().md5());
      md5.update(bytes, bytes.length);
    }
    return HexFormat.of().formatHex(md5.value()) + "-" + parts.size();
  }

  private Upload upload(S3Call call) {
    var id = call.query().get("uploadId").orElse("");
    var upload = buckets.bucket(call.bucket()).uploads().get(id);
    if (upload == null || !upload.key().equals(call.key())) {
      throw S3Errors.noSuchUpload(id);
    }
    return upload;
  }

  private static void discard(Bucket bucket, Upload upload) throws IOException {
    bucket.uploads().remove(upload.id());
    for (var part : upload.parts().values()) {
      part.content().discard();
    }
  }

  private void authorize(S3Call call, String action) {
    gate.authorize(call, action, Arns.object(call.bucket(), call.key()), RequestContext.empty());
  }
}

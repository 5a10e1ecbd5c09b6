package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import io.spiffeaws.sandbox.aws.wire.PercentCode;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The actions on objects.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
record ObjectActions(Buckets buckets, S3Authorizer gate, Clock clock) {
  AwsResponse put(S3Call call) throws IOException {
    gate.authorize(call, "s3:PutObject", arn(call), RequestContext.empty());
    var bucket = buckets.bucket(call.bucket());
    var headers = ObjectHeaders.of(call.request());
    var staged =
        buckets.staging().receive(call.request(), Payload.of(call.request(), call.caller()));
    var object =
        store(bucket, call.key(), staged, headers, Preconditions.forWriting(call.request()));
    return checksum(AwsResponse.empty(200).with("ETag", quoted(object.etag())), object);
  }

  /// Publishes staged content as an object. If the condition fails, the content is discarded.
  StoredObject store(
      Bucket bucket,
      String key,
      Staged staged,
      Map<String, String> headers,
      Consumer<Optional<StoredObject>> condition)
      throws IOException {
    var object =
        new StoredObject(
            key,
            staged.size(),
            staged.md5(),
            clock.instant(),
            headers,
            staged.checksum().map(checksum -> checksum.algorithm().header()),
            staged.checksum().map(Staged.Checksum::base64),
            bucket.directory().resolve(KeyFile.name(key)));
    try {
      bucket.put(staged.file(), object, condition);
    } finally {
      staged.discard();
    }
    return object;
  }

  AwsResponse get(S3Call call) throws IOException {
    gate.authorize(call, "s3:GetObject", arn(call), RequestContext.empty());
    var opened = buckets.bucket(call.bucket()).open(call.key()).orElseThrow(() -> absent(call));
    try {
      return answer(call, opened);
    } catch (RuntimeException e) {
      opened.content().close();
      throw e;
    }
  }

  private AwsResponse answer(S3Call call, Bucket.Opened opened) throws IOException {
    var object = opened.object();
    if (Preconditions.notModified(call.request(), object)) {
      opened.content().close();
      return AwsResponse.empty(304).with("ETag", quoted(object.etag()));
    }
    var range = call.request().header("range").flatMap(text -> ByteRange.of(text, object.size()));
    long first = range.map(ByteRange::first).orElse(0L);
    long length = range.map(ByteRange::length).orElse(object.size());
    var body = new FileBody(opened.content(), first, length);
    var response =
        ObjectHeaders.describe(
            new AwsResponse(range.isPresent() ? 206 : 200, Map.of(), length, body), object);
    if (range.isPresent()) {
      return response.with(
          "Content-Range", "bytes %d-%d/%d".formatted(first, first + length - 1, object.size()));
    }
    boolean wanted =
        call.request()
            .header("x-amz-checksum-mode")
            .filter("ENABLED"::equalsIgnoreCase)
            .isPresent();
    return wanted ? checksum(response, object) : response;
  }

  AwsResponse delete(S3Call call) throws IOException {
    gate.authorize(call, "s3:DeleteObject", arn(call), RequestContext.empty());
    buckets.bucket(call.bucket()).remove(call.key());
    return AwsResponse.empty(204);
  }

  AwsResponse copy(S3Call call, String header) throws IOException {
    var path = PercentCode.decode(header.startsWith("/") ? header.substring(1) : header);
    int slash = path.indexOf('/');
    if (slash < 1 || slash == path.length() - 1 || header.contains("?")) {
      throw S3Errors.invalidArgument(
          "x-amz-copy-source",
          header,
          "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }
    var sourceBucket = path.substring(0, slash);
    var sourceKey = path.substring(slash + 1);
    gate.authorize(
        call, "s3:GetObject", Arns.object(sourceBucket, sourceKey), RequestContext.empty());
    gate.authorize(call, "s3:PutObject", arn(call), RequestContext.empty());
    var source =
        buckets
            .bucket(sourceBucket)
            .find(sourceKey)
            .orElseThrow(() -> S3Errors.noSuchKey(sourceKey));
    var copied = copyOf(call, source);
    return AwsResponse.xml(
        200,
        Xml.document(
            "CopyObjectResult",
            S3.NAMESPACE,
            xml ->
                xml.text("LastModified", Timestamps.of(copied.modified()))
                    .text("ETag", quoted(copied.etag()))));
  }

  private StoredObject copyOf(S3Call call, StoredObject source) throws IOException {
    boolean replace =
        call.request()
            .header("x-amz-metadata-directive")
            .filter("REPLACE"::equalsIgnoreCase)
            .isPresent();
    var target = buckets.bucket(call.bucket());
    boolean itself = source.file().equals(target.directory().resolve(KeyFile.name(call.key())));
    if (itself && !replace) {
      throw S3Errors.invalidRequest(
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata, storage class, website redirect location or"
              + " encryption attributes.");
    }
    var joined = buckets.staging().join(java.util.List.of(source.file()));
    var staged = new Staged(joined.file(), joined.size(), source.etag(), Optional.empty());
    var headers = replace ? ObjectHeaders.of(call.request()) : source.headers();
    return store(target, call.key(), staged, headers, _ -> {});
  }

  /// Returns the error for a missing key. A caller without permission to list does not learn
  /// whether a key exists.
  private AwsError absent(S3Call call) {
    return gate.refusal(call, "s3:ListBucket", Arns.bucket(call.bucket()), RequestContext.empty())
        .map(S3Errors::accessDenied)
        .orElseGet(() -> S3Errors.noSuchKey(call.key()));
  }

  static String quoted(String etag) {
    return "\"" + etag + "\"";
  }

  private static AwsResponse checksum(AwsResponse response, StoredObject object) {
    if (object.checksumHeader().isEmpty() || object.checksum().isEmpty()) {
      return response;
    }
    return response
        .with(object.checksumHeader().get(), object.checksum().get())
        .with("x-amz-checksum-type", "FULL_OBJECT");
  }

  private static String arn(S3Call call) {
    return Arns.object(call.bucket(), call.key());
  }

  private record FileBody(FileChannel content, long first, long length)
      implements AwsResponse.Body {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      WritableByteChannel channel = Channels.newChannel(out);
      for (long done = 0; done < length; ) {
        long sent = content.transferTo(first + done, Math.min(length - done, 1 << 20), channel);
        if (sent <= 0) {
          throw new IOException("the object's file is shorter than the object");
        }
        done += sent;
      }
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}

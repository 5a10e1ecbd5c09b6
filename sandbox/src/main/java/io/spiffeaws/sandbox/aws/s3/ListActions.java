package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import io.spiffeaws.sandbox.aws.wire.PercentCode;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The actions that list objects, in both versions of the S3 API.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
record ListActions(Buckets buckets, S3Authorizer gate) {
  private static final int USUAL = 1000;

  AwsResponse list(S3Call call) {
    gate.authorize(call, "s3:ListBucket", Arns.bucket(call.bucket()), keys(call));
    var bucket = buckets.bucket(call.bucket());
    boolean second = call.query().get("list-type").filter("2"::equals).isPresent();
    int most = Math.min(USUAL, call.number("max-keys", 0, Integer.MAX_VALUE).orElse(USUAL));
    var after = second ? afterSecond(call) : call.query().get("marker").orElse("");
    var listing = Listing.of(bucket, text(call, "prefix"), text(call, "delimiter"), after, most);
    return AwsResponse.xml(
        200,
        Xml.document(
            "ListBucketResult",
            S3.NAMESPACE,
            xml -> {
              writeHead(xml, call, listing, most);
              if (second) {
                writeSecond(xml, call, listing);
              } else {
                writeFirst(xml, call, listing);
              }
              writeEntries(xml, call, listing);
            }));
  }

  private static void writeHead(Xml xml, S3Call call, Listing listing, int most) {
    var encoded = encoding(call);
    xml.text("Name", call.bucket()).text("Prefix", encoded.apply(text(call, "prefix")));
    call.query()
        .get("delimiter")
        .filter(delimiter -> !delimiter.isEmpty())
        .ifPresent(delimiter -> xml.text("Delimiter", encoded.apply(delimiter)));
    xml.text("MaxKeys", Integer.toString(most));
    call.query().get("encoding-type").ifPresent(type -> xml.text("EncodingType", type));
    xml.text("IsTruncated", Boolean.toString(listing.last().isPresent()));
  }

  private static void writeSecond(Xml xml, S3Call call, Listing listing) {
    int count = listing.objects().size() + listing.prefixes().size();
    xml.text("KeyCount", Integer.toString(count));
    call.query().get("continuation-token").ifPresent(token -> xml.text("ContinuationToken", token));
    call.query()
        .get("start-after")
        .ifPresent(key -> xml.text("StartAfter", encoding(call).apply(key)));
    listing
        .last()
        .map(last -> Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)))
        .ifPresent(token -> xml.text("NextContinuationToken", token));
  }

  private static void writeFirst(Xml xml, S3Call call, Listing listing) {
    xml.text("Marker", encoding(call).apply(text(call, "marker")));
    listing
        .last()
        .filter(_ -> !text(call, "delimiter").isEmpty())
        .ifPresent(last -> xml.text("NextMarker", encoding(call).apply(last)));
  }

  private static void writeEntries(Xml xml, S3Call call, Listing listing) {
    var encoded = encoding(call);
    for (var object : listing.objects()) {
      xml.element(
          "Contents",
          contents ->
              contents
                  .text("Key", encoded.apply(object.key()))
                  .text("LastModified", Timestamps.of(object.modified()))
                  .text("ETag", ObjectActions.quoted(object.etag()))
                  .text("Size", Long.toString(object.size()))
                  .text("StorageClass", "STANDARD"));
    }
    for (var prefix : listing.prefixes()) {
      xml.element("CommonPrefixes", common -> common.text("Prefix", encoded.apply(prefix)));
    }
  }

  private static UnaryOperator<String> encoding(S3Call call) {
    return call.query().get("encoding-type").filter("url"::equals).isPresent()
        ? PercentCode::encodePath
        : UnaryOperator.identity();
  }

  private static String afterSecond(S3Call call) {
    return call.query()
        .get("continuation-token")
        .map(ListActions::decode)
        .or(() -> call.query().get("start-after"))
        .orElse("");
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw S3Errors.invalidArgument(
          "continuation-token", token, "The continuation token provided is incorrect");
    }
  }

  private static RequestContext keys(S3Call call) {
    var keys = RequestContext.empty();
    for (var name : java.util.List.of("prefix", "delimiter", "max-keys")) {
      Optional<String> value = call.query().get(name);
      keys = value.isPresent() ? keys.with("s3:" + name, value.get()) : keys;
    }
    return keys;
  }

  private static String text(S3Call call, String name) {
    return call.query().get(name).orElse("");
  }
}

package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// The actions on buckets.
record BucketActions(Buckets buckets, S3Authorizer gate, String account) {
  private static final int MOST_DELETED = 1000;

  AwsResponse list(S3Call call) {
    authorize(call, "s3:ListAllMyBuckets", "*");
    return AwsResponse.xml(
        200,
        Xml.document(
            "ListAllMyBucketsResult",
            S3.NAMESPACE,
            xml ->
                xml.element("Owner", owner -> owner.text("ID", account))
                    .element(
                        "Buckets",
                        list ->
                            buckets
                                .all()
                                .forEach(bucket ->
                                    list.element(
                                        "Bucket",
                                        entry ->
                                            entry
                                                .text("Name", bucket.name())
                                                .text(
                                                    "CreationDate",
                                                    Timestamps.of(bucket.created())))))));
  }

  AwsResponse create(S3Call call) throws IOException {
    authorize(call, "s3:CreateBucket", call.bucket());
    var document = call.document(buckets.staging());
    var constraint =
        document.isBlank()
            ? ""
            : XmlList.read(document, "CreateBucketConfiguration", "Tags")
                .texts()
                .getOrDefault("LocationConstraint", "");
    buckets.create(call.bucket(), BucketRegions.ofNew(call, constraint));
    return AwsResponse.empty(200).with("Location", "/" + call.bucket());
  }

  AwsResponse head(S3Call call) {
    authorize(call, "s3:ListBucket", call.bucket());
    var bucket = buckets.bucket(call.bucket());
    return AwsResponse.empty(200).with("x-amz-bucket-region", bucket.region());
  }

  AwsResponse delete(S3Call call) throws IOException {
    authorize(call, "s3:DeleteBucket", call.bucket());
    buckets.delete(call.bucket());
    return AwsResponse.empty(204);
  }

  AwsResponse location(S3Call call) {
    authorize(call, "s3:GetBucketLocation", call.bucket());
    var region = buckets.bucket(call.bucket()).region();
    var constraint = region.equals(BucketRegions.DEFAULT) ? "" : region;
    return AwsResponse.xml(
        200,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <LocationConstraint xmlns="%s">%s</LocationConstraint>\
        """
            .formatted(S3.NAMESPACE, constraint));
  }

  AwsResponse requestPayment(S3Call call) {
    authorize(call, "s3:GetBucketRequestPayment", call.bucket());
    var _ = buckets.bucket(call.bucket());
    return AwsResponse.xml(
        200,
        Xml.document(
            "RequestPaymentConfiguration", S3.NAMESPACE, xml -> xml.text("Payer", "BucketOwner")));
  }

  /// Deletes several objects. Each deletion is authorized separately.
  AwsResponse deleteObjects(S3Call call) throws IOException {
    var bucket = buckets.bucket(call.bucket());
    var document = XmlList.read(call.document(buckets.staging()), "Delete", "Object");
    if (document.items().isEmpty() || document.items().size() > MOST_DELETED) {
      throw S3Errors.malformedXml();
    }
    var deleted = new ArrayList<String>();
    var refused = new LinkedHashMap<String, String>();
    for (var item : document.items()) {
      var key = item.getOrDefault("Key", "");
      var refusal =
          gate.refusal(
              call, "s3:DeleteObject", Arns.object(bucket.name(), key), RequestContext.empty());
      if (refusal.isPresent()) {
        refused.put(key, refusal.get());
      } else {
        bucket.remove(key);
        deleted.add(key);
      }
    }
    boolean quiet = document.texts().getOrDefault("Quiet", "false").equals("true");
    return AwsResponse.xml(200, result(quiet ? new ArrayList<>() : deleted, refused));
  }

  private static String result(Iterable<String> deleted, Map<String, String> refused) {
    return Xml.document(
        "DeleteResult",
        S3.NAMESPACE,
        xml -> {
          deleted.forEach(key -> xml.element("Deleted", entry -> entry.text("Key", key)));
          refused.forEach((key, message) ->
              xml.element(
                  "Error",
                  entry ->
                      entry
                          .text("Key", key)
                          .text("Code", "AccessDenied")
                          .text("Message", message)));
        });
  }

  private void authorize(S3Call call, String action, String bucket) {
    gate.authorize(call, action, Arns.bucket(bucket), RequestContext.empty());
  }
}

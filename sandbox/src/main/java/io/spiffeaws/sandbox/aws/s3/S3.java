package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.identity.Authenticated;
import io.spiffeaws.sandbox.aws.identity.Authenticator;
import io.spiffeaws.sandbox.aws.identity.Permissions;
import io.spiffeaws.sandbox.aws.sigv4.SignatureFault;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import io.spiffeaws.sandbox.aws.wire.AwsService;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/// The S3 service with path-style addresses: `/bucket/key`. Its one address stands for the
/// endpoints of all regions; the region that a request is signed for selects one.
public final class S3 implements AwsService {
  static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  /// Subresources that the sandbox does not implement. They are reported as such, so that the
  /// request is not mistaken for another action.
  private static final Set<String> ABSENT =
      Set.of(
          "accelerate",
          "acl",
          "analytics",
          "attributes",
          "cors",
          "encryption",
          "inventory",
          "legal-hold",
          "lifecycle",
          "logging",
          "metrics",
          "notification",
          "object-lock",
          "ownershipControls",
          "policyStatus",
          "publicAccessBlock",
          "replication",
          "restore",
          "retention",
          "select",
          "tagging",
          "torrent",
          "versionId",
          "versioning",
          "versions",
          "website");

  private static final List<String> ABSENT_HEADERS =
      List.of(
          "x-amz-tagging",
          "x-amz-server-side-encryption-customer-algorithm",
          "x-amz-object-lock-mode",
          "x-amz-website-redirect-location",
          "x-amz-copy-source-range");

  private final Authenticator authenticator;
  private final BucketRegions regions;
  private final BucketActions buckets;
  private final BucketPolicyActions policies;
  private final ListActions lists;
  private final ObjectActions objects;
  private final MultipartActions uploads;

  public S3(
      Buckets store,
      Authenticator authenticator,
      Permissions permissions,
      Identifiers identifiers,
      Clock clock) {
    var gate = new S3Authorizer(permissions, store);
    this.authenticator = authenticator;
    this.regions = new BucketRegions(store);
    this.buckets = new BucketActions(store, gate, permissions.account().number());
    this.policies = new BucketPolicyActions(store, gate);
    this.lists = new ListActions(store, gate);
    this.objects = new ObjectActions(store, gate, clock);
    this.uploads = new MultipartActions(store, objects, gate, identifiers, clock);
  }

  @Override
  public AwsResponse answer(AwsRequest request) throws IOException {
    try {
      var call = S3Call.of(request, authenticate(request));
      checkPresent(call);
      regions.check(call);
      return route(call).with("x-amz-request-id", request.id()).with("Server", "AmazonS3");
    } catch (SignatureFault.Raised raised) {
      throw S3Errors.of(raised.fault());
    }
  }

  private Authenticated authenticate(AwsRequest request) {
    if (request.header("authorization").isEmpty() && !request.parameters().has("X-Amz-Signature")) {
      throw new SignatureFault.Missing().raised();
    }
    return authenticator.authenticate(request, Payload.hash(request));
  }

  private static void checkPresent(S3Call call) {
    boolean absent =
        call.query().values().keySet().stream().anyMatch(ABSENT::contains)
            || ABSENT_HEADERS.stream().anyMatch(name -> call.request().header(name).isPresent());
    if (absent) {
      throw S3Errors.notImplemented();
    }
  }

  private AwsResponse route(S3Call call) throws IOException {
    if (call.bucket().isEmpty()) {
      if (!call.request().method().equals("GET")) {
        throw S3Errors.methodNotAllowed();
      }
      return buckets.list(call);
    }
    if (call.key().isEmpty()) {
      return routeBucket(call);
    }
    return call.query().has("uploadId") || call.query().has("uploads")
        ? routeUpload(call)
        : routeObject(call);
  }

  private AwsResponse routeBucket(S3Call call) throws IOException {
    if (call.query().has("policy")) {
      return policies.answer(call);
    }
    return switch (call.request().method()) {
      case "PUT" -> buckets.create(call);
      case "HEAD" -> buckets.head(call);
      case "DELETE" -> buckets.delete(call);
      case "GET" -> {
        if (call.query().has("location")) {
          yield buckets.location(call);
        }
        if (call.query().has("requestPayment")) {
          yield buckets.requestPayment(call);
        }
        yield call.query().has("uploads") ? uploads.listUploads(call) : lists.list(call);
      }
      case "POST" -> {
        if (!call.query().has("delete")) {
          throw S3Errors.notImplemented();
        }
        yield buckets.deleteObjects(call);
      }
      default -> throw S3Errors.methodNotAllowed();
    };
  }

  private AwsResponse routeUpload(S3Call call) throws IOException {
    return switch (call.request().method()) {
      case "POST" -> call.query().has("uploads") ? uploads.create(call) : uploads.complete(call);
      case "PUT" -> {
        if (!call.query().has("partNumber")) {
          throw S3Errors.invalidRequest("Missing required parameter: partNumber");
        }
        yield uploads.putPart(call);
      }
      case "GET" -> uploads.listParts(call);
      case "DELETE" -> uploads.abort(call);
      default -> throw S3Errors.methodNotAllowed();
    };
  }

  private AwsResponse routeObject(S3Call call) throws IOException {
    return switch (call.request().method()) {
      case "PUT" -> {
        var source = call.request().header("x-amz-copy-source");
        yield source.isPresent() ? objects.copy(call, source.get()) : objects.put(call);
      }
      case "GET", "HEAD" -> objects.get(call);
      case "DELETE" -> objects.delete(call);
      default -> throw S3Errors.methodNotAllowed();
    };
  }

  @Override
  public AwsResponse refuse(AwsRequest request, AwsError refusal) {
    var document =
        Xml.document(
            "Error",
            "",
            xml -> {
              xml.text("Code", refusal.code()).text("Message", refusal.message());
              refusal.details().forEach(xml::text);
              xml.text("RequestId", request.id()).text("HostId", request.id());
            });
    var response = AwsResponse.xml(refusal.status(), document);
    for (var header : refusal.headers().entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response.with("x-amz-request-id", request.id()).with("Content-Type", "application/xml");
  }
}

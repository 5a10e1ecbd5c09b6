package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Tests S3 objects with AWS's own client.
class ObjectsTest {
  @TempDir Path directory;
  private AwsWorld world;
  private S3Client s3;

  @BeforeEach
  void start() {
    world = new AwsWorld(directory);
    s3 = world.s3(AwsWorld.administrator());
    s3.createBucket(request -> request.bucket("bkt"));
  }

  @AfterEach
  void stop() {
    s3.close();
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a/b/c",
        "../../escape",
        "..",
        ".hidden",
        "/leading",
        "a//b",
        "space and + and %2F",
        "ümlaut ☃",
        "~tilde",
        "tab\tand <&> \"quotes\""
      })
  void anyKeyStaysInItsDirectory(String key) throws IOException {
    s3.putObject(request -> request.bucket("bkt").key(key), RequestBody.fromString("content"));

    assertThat(s3.getObjectAsBytes(request -> request.bucket("bkt").key(key)).asUtf8String())
        .isEqualTo("content");
    assertThat(s3.listObjectsV2(request -> request.bucket("bkt")).contents())
        .extracting(S3Object::key)
        .containsExactly(key);
    try (var files = Files.walk(directory.resolve("objects"))) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .singleElement()
          .satisfies(file ->
              assertThat(file.getParent()).isEqualTo(directory.resolve("objects").resolve("bkt")));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
  void contentIsVerifiedAgainstItsChecksum(ChecksumAlgorithm algorithm) {
    var put =
        s3.putObject(
            request -> request.bucket("bkt").key("k").checksumAlgorithm(algorithm),
            RequestBody.fromString("content"));

    assertThat(put.eTag()).isEqualTo("\"9a0364b9e99bb480dd25e1f0284c8555\"");
    assertThat(s3.getObjectAsBytes(request -> request.bucket("bkt").key("k")).asUtf8String())
        .isEqualTo("content");
  }

  @Test
  void wrongChecksumIsRejectedAndLeavesNoFile() {
    refused(
        "BadDigest",
        400,
        () ->
            s3.putObject(
                request -> request.bucket("bkt").key("k").checksumCRC32("AAAAAA=="),
                RequestBody.fromString("content")));
    refused(
        "BadDigest",
        400,
        () ->
            s3.putObject(
                request -> request.bucket("bkt").key("k").contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="),
                RequestBody.fromString("content")));

    assertThat(world.services.objects("bkt")).isEmpty();
    assertThat(directory.resolve("objects/.staging")).isEmptyDirectory();
  }

  @Test
  void rangesReturnPartsOfTheContent() {
    s3.putObject(request -> request.bucket("bkt").key("k"), RequestBody.fromString("0123456789"));

    assertThat(range("bytes=2-4")).isEqualTo("234");
    assertThat(range("bytes=7-")).isEqualTo("789");
    assertThat(range("bytes=-2")).isEqualTo("89");
    assertThat(range("bytes=5-100")).isEqualTo("56789");
    refused("InvalidRange", 416, () -> range("bytes=10-"));
  }

  @Test
  void listingsHavePagesAndCommonPrefixes() {
    for (var key : List.of("a/1", "a/2", "b", "c/1", "d")) {
      s3.putObject(request -> request.bucket("bkt").key(key), RequestBody.fromString(key));
    }
    var pages =
        s3.listObjectsV2Paginator(request -> request.bucket("bkt").delimiter("/").maxKeys(1));

    assertThat(pages.contents()).extracting(S3Object::key).containsExactly("b", "d");
    assertThat(pages.commonPrefixes().stream().map(prefix -> prefix.prefix()).toList())
        .containsExactly("a/", "c/");
    assertThat(s3.listObjects(request -> request.bucket("bkt").prefix("a/")).contents())
        .extracting(S3Object::key)
        .containsExactly("a/1", "a/2");
  }

  @Test
  void partsBecomeOneObject() {
    var random = new SplittableRandom(7);
    var first = new byte[5 << 20];
    random.nextBytes(first);
    var upload = s3.createMultipartUpload(request -> request.bucket("bkt").key("k")).uploadId();
    var one = part(upload, 1, first);
    var two = part(upload, 2, new byte[] {42});

    refused("InvalidPartOrder", 400, () -> complete(upload, List.of(two, one)));
    complete(upload, List.of(one, two));

    var content = s3.getObjectAsBytes(request -> request.bucket("bkt").key("k")).asByteArray();
    assertThat(content).hasSize((5 << 20) + 1).startsWith(first).endsWith((byte) 42);
    assertThat(s3.headObject(request -> request.bucket("bkt").key("k")).eTag()).endsWith("-2\"");
    refused("NoSuchUpload", 404, () -> complete(upload, List.of(one, two)));
  }

  @Test
  void onlyAnEmptyBucketCanBeDeleted() {
    s3.putObject(request -> request.bucket("bkt").key("k"), RequestBody.fromString("x"));
    s3.copyObject(request ->
        request.sourceBucket("bkt").sourceKey("k").destinationBucket("bkt").destinationKey("l"));
    refused("BucketNotEmpty", 409, () -> s3.deleteBucket(request -> request.bucket("bkt")));

    s3.deleteObjects(request ->
        request
            .bucket("bkt")
            .delete(delete ->
                delete.objects(
                    ObjectIdentifier.builder().key("k").build(),
                    ObjectIdentifier.builder().key("l").build())));
    s3.deleteBucket(request -> request.bucket("bkt"));

    refused("NoSuchBucket", 404, () -> s3.listObjectsV2(request -> request.bucket("bkt")));
  }

  private CompletedPart part(String upload, int number, byte[] content) {
    var etag =
        s3.uploadPart(
                request -> request.bucket("bkt").key("k").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private void complete(String upload, List<CompletedPart> parts) {
    s3.completeMultipartUpload(request ->
        request
            .bucket("bkt")
            .key("k")
            .uploadId(upload)
            .multipartUpload(whole -> whole.parts(parts)));
  }

  private String range(String range) {
    return s3.getObjectAsBytes(request -> request.bucket("bkt").key("k").range(range))
        .asUtf8String();
  }

  private static void refused(
      String code, int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    var refusal = catchThrowableOfType(S3Exception.class, call);

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.statusCode()).isEqualTo(status);
  }
}

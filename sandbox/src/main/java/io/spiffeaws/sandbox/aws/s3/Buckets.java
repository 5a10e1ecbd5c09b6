package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/// The buckets of the account, each a directory. Files from an earlier run are ignored. They are
/// deleted when a bucket of the same name is created.
public final class Buckets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)[a-z0-9](?:[a-z0-9-]|\\.(?!\\.)){1,61}[a-z0-9]");

  private final Map<String, Bucket> buckets = new ConcurrentSkipListMap<>();
  private final Path directory;
  private final Staging staging;
  private final Clock clock;

  private Buckets(Path directory, Path staging, Clock clock) {
    this.directory = directory;
    this.staging = new Staging(staging);
    this.clock = clock;
  }

  /// Returns the buckets in a directory.
  ///
  /// @param directory created if missing
  /// @throws ProblemException unexpected if it cannot be used
  public static Buckets in(Path directory, Clock clock) {
    var staging = directory.resolve(".staging");
    try {
      Files.createDirectories(directory);
      empty(staging);
      Files.createDirectories(staging);
      return new Buckets(directory, staging, clock);
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-write", "cannot use the directory " + directory + ": " + e.getMessage(), "");
    }
  }

  Staging staging() {
    return staging;
  }

  Collection<Bucket> all() {
    return buckets.values();
  }

  /// Returns the objects of a bucket, or empty if it does not exist.
  public Optional<Collection<StoredObject>> objects(String bucket) {
    return Optional.ofNullable(buckets.get(bucket)).map(found -> found.objects().values());
  }

  Optional<Bucket> find(String name) {
    return Optional.ofNullable(buckets.get(name));
  }

  /// Returns an existing bucket.
  ///
  /// @throws AwsError NoSuchBucket
  Bucket bucket(String name) {
    var bucket = buckets.get(name);
    if (bucket == null) {
      throw S3Errors.noSuchBucket(name);
    }
    return bucket;
  }

  /// Creates a bucket. If it exists in the same region, nothing is changed, like S3 in us-east-1.
  ///
  /// @throws AwsError InvalidBucketName; BucketAlreadyOwnedByYou, if it is in another region
  synchronized void create(String name, String region) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new AwsError(400, "InvalidBucketName", "The specified bucket is not valid.")
          .with("BucketName", name);
    }
    if (find(name).filter(bucket -> !bucket.region().equals(region)).isPresent()) {
      throw new AwsError(
              409,
              "BucketAlreadyOwnedByYou",
              "Your previous request to create the named bucket succeeded and you already own it.")
          .with("BucketName", name);
    }
    if (!buckets.containsKey(name)) {
      var place = directory.resolve(name);
      empty(place);
      Files.createDirectories(place);
      buckets.put(name, new Bucket(name, region, clock.instant(), place));
    }
  }

  /// Deletes a bucket.
  ///
  /// @throws AwsError BucketNotEmpty
  synchronized void delete(String name) throws IOException {
    var bucket = bucket(name);
    if (!bucket.objects().isEmpty()) {
      throw new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty")
          .with("BucketName", name);
    }
    buckets.remove(name);
    empty(bucket.directory());
  }

  /// Deletes a directory of files.
  private static void empty(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      try (var files = Files.newDirectoryStream(place)) {
        for (var file : files) {
          Files.delete(file);
        }
      }
      Files.delete(place);
    }
  }
}

package io.spiffeaws.watch;

import java.nio.file.Path;

/// A file that contains a token and nothing else, as `AWS_WEB_IDENTITY_TOKEN_FILE` requires.
///
/// @param name the path as the user specified it
/// @param path of the file, or of a link to it that is not replaced
/// @param audience the audience of the token
public record TokenFile(String name, Path path, String audience) {}

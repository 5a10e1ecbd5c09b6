package io.spiffeaws.fuzz;

import io.spiffeaws.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A parser and inputs that it accepts. Inputs are characters; those of a parser of bytes are the
/// bytes as characters of ISO 8859-1, so that one mutation serves all.
///
/// @param name unique
/// @param form how its inputs are mutated
/// @param samples at least one
/// @param allowed the kinds of problems that the parser may report
/// @param parser throws a [io.spiffeaws.problem.ProblemException] for what it rejects
public record Target(
    String name,
    Form form,
    List<String> samples,
    Set<Class<? extends Problem>> allowed,
    Parser parser) {
  private static final Set<Class<? extends Problem>> OF_USER = Set.of(Problem.Malformed.class);
  private static final Set<Class<? extends Problem>> OF_SERVER =
      Set.of(
          Problem.Malformed.class,
          Problem.Unexpected.class,
          Problem.Unreachable.class,
          Problem.Refused.class,
          Problem.Missing.class,
          Problem.NoIdentity.class);

  /// How inputs are mutated.
  public enum Form {
    BYTES,
    /// By characters, unpaired surrogates included.
    TEXT,
    /// By the values of a JSON document, and by characters.
    JSON
  }

  /// Reads one input.
  public interface Parser {
    void parse(String input) throws Exception;
  }

  /// Reads one input in bytes.
  public interface BytesParser {
    void parse(byte[] input) throws Exception;
  }

  /// What a user wrote: it is accepted or malformed.
  public static Target text(String name, Parser parser, String... samples) {
    return new Target(name, Form.TEXT, List.of(samples), OF_USER, parser);
  }

  /// The same, written as JSON.
  public static Target json(String name, Parser parser, String... samples) {
    return new Target(name, Form.JSON, List.of(samples), OF_USER, parser);
  }

  /// What a user's file holds.
  public static Target bytes(String name, BytesParser parser, byte[]... samples) {
    return new Target(name, Form.BYTES, characters(samples), OF_USER, onBytes(parser));
  }

  /// What a server answered, in bytes: each kind of problem may come of it.
  public static Target answer(String name, BytesParser parser, byte[]... samples) {
    return new Target(name, Form.BYTES, characters(samples), OF_SERVER, onBytes(parser));
  }

  /// The same in text or JSON, which is sent as UTF-8.
  public static Target answer(String name, Form form, BytesParser parser, String... samples) {
    return new Target(
        name,
        form,
        List.of(samples),
        OF_SERVER,
        input -> parser.parse(input.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return name;
  }

  private static List<String> characters(byte[]... samples) {
    return Arrays.stream(samples)
        .map(sample -> new String(sample, StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static Parser onBytes(BytesParser parser) {
    return input -> parser.parse(input.getBytes(StandardCharsets.ISO_8859_1));
  }
}

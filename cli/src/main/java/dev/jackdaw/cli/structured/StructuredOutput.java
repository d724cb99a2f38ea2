package dev.jackdaw.cli.structured;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.SchemaResolver;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.cli.settings.SettingsException;
import dev.jackdaw.cli.settings.SettingsText;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --json-schema} asks of the result. The schema library is loaded with this class, so
 * that only those who use the option wait for it. References are followed within the schema alone:
 * nothing is fetched. Safe for use by several threads, one at a time.
 */
public final class StructuredOutput {
  /** The code of the failure when the model never satisfied the schema. */
  public static final String UNSATISFIED = "schema-unsatisfied";

  private static final int MAX_PROBLEMS = 20;
  private static final URI SCHEMA = URI.create("urn:jackdaw:json-schema");

  private final Json.Obj schema;
  private final Validator validator;

  private StructuredOutput(Json.Obj schema, Validator validator) {
    this.schema = schema;
    this.validator = validator;
  }

  /**
   * Reads the schema.
   *
   * @param given a JSON object, or the name of a file that holds one
   * @param directory what a relative name starts from
   * @throws JackdawException of kind user when it cannot be read or is no schema
   */
  public static StructuredOutput of(String given, Path directory) {
    return of(read(given, directory));
  }

  private static Json.Obj read(String given, Path directory) {
    try {
      return SettingsText.readEither("--json-schema", given, directory);
    } catch (SettingsException e) {
      throw invalid(String.valueOf(e.getMessage()), e);
    }
  }

  /** Takes a schema that was read already. */
  static StructuredOutput of(Json.Obj schema) {
    var problem = SchemaCheck.problem(schema);
    if (problem.isPresent()) throw unusable(problem.get(), null);
    var validator =
        new ValidatorFactory()
            .withJsonNodeFactory(new SchemaNode.Factory())
            .withSchemaResolver(_ -> SchemaResolver.Result.empty())
            .createValidator();
    try {
      validator.registerSchema(SCHEMA, SchemaNode.of(schema));
      validator.validate(SCHEMA, SchemaNode.of(Json.Null.INSTANCE));
    } catch (JsonSchemaException
        | IllegalArgumentException
        | SchemaNode.NumberTooLargeException
        | StackOverflowError e) {
      throw unusable(reason(e), e);
    }
    return new StructuredOutput(schema, validator);
  }

  private static String reason(Throwable e) {
    if (e instanceof dev.harrel.jsonschema.InvalidSchemaException invalid) {
      var first = invalid.getErrors();
      if (!first.isEmpty()) {
        return place(first.getFirst().getInstanceLocation()) + " " + first.getFirst().getError();
      }
    }
    if (e instanceof StackOverflowError) return "it refers to itself without end";
    if (e instanceof SchemaNode.NumberTooLargeException) return "a number is too large";
    return String.valueOf(e.getMessage());
  }

  private static JackdawException unusable(String reason, @Nullable Throwable cause) {
    return invalid("--json-schema is not a usable JSON Schema: " + reason + ".", cause);
  }

  private static JackdawException invalid(String message, @Nullable Throwable cause) {
    return new JackdawException(JackdawException.Kind.USER, "schema-invalid", message, cause);
  }

  /** Returns the schema, for the model to be told. */
  public Json.Obj schema() {
    return schema;
  }

  /** What came of checking an answer. */
  public sealed interface Verdict {
    /** The answer satisfies the schema. */
    record Satisfied(Json value) implements Verdict {}

    /** It does not; the sentences are written for the model. */
    record Unsatisfied(List<String> problems) implements Verdict {
      public Unsatisfied {
        problems = List.copyOf(problems);
      }

      /** Returns the whole of what the model is told. */
      public String message() {
        return "The result does not satisfy the JSON Schema:\n- "
            + String.join("\n- ", problems)
            + "\nGive the whole result again, corrected.";
      }
    }
  }

  /** Checks a value. */
  public Verdict check(Json value) {
    try {
      var result = validator.validate(SCHEMA, SchemaNode.of(value));
      if (result.isValid()) return new Verdict.Satisfied(value);
      return new Verdict.Unsatisfied(sentences(result.getErrors()));
    } catch (SchemaNode.NumberTooLargeException _) {
      return new Verdict.Unsatisfied(List.of("A number in it is too large or too small."));
    } catch (StackOverflowError _) {
      return new Verdict.Unsatisfied(List.of("It is nested too deeply."));
    }
  }

  /** Checks an answer as the model wrote it: JSON alone, or JSON in a fenced block. */
  public Verdict checkText(String text) {
    try {
      return check(Json.parse(json(text)));
    } catch (JsonException e) {
      return new Verdict.Unsatisfied(
          List.of("The result must be JSON and nothing else: " + e.getMessage() + "."));
    }
  }

  private static String json(String text) {
    var trimmed = text.strip();
    if (!trimmed.startsWith("```") || !trimmed.endsWith("```")) return trimmed;
    var lineEnd = trimmed.indexOf('\n');
    return lineEnd < 0 ? trimmed : trimmed.substring(lineEnd, trimmed.length() - 3).strip();
  }

  private static List<String> sentences(List<Error> errors) {
    var sentences = new LinkedHashSet<String>();
    for (var error : errors) sentence(error).ifPresent(sentences::add);
    var all = new ArrayList<>(sentences);
    if (all.isEmpty()) return List.of("The result as a whole is not what the schema asks for.");
    if (all.size() <= MAX_PROBLEMS) return all;
    var shown = new ArrayList<>(all.subList(0, MAX_PROBLEMS));
    shown.add("And " + (all.size() - MAX_PROBLEMS) + " more.");
    return shown;
  }

  private static Optional<String> sentence(Error error) {
    var text = error.getError();
    if (text == null || text.isBlank()) return Optional.empty();
    return Optional.of(place(error.getInstanceLocation()) + ": " + text);
  }

  private static String place(String pointer) {
    return pointer.isEmpty() ? "The result" : "At " + pointer;
  }
}

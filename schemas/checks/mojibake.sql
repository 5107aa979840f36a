-- The class after Â begins with a no-break space.
-- level: error
-- message: holds '{found}', a character that was read in a wrong encoding; write the one that is meant
WITH searched AS (
    SELECT table_name, id, "key",
        regexp_extract(text, '(�|ï»¿|â€|Ã[¡-¿ƒ„…†‡ˆ‰Š‹Œ‘’“”•–˜™š›œŸ€]|Â[ -¿]|Ð[°-¿]|&(amp|quot|nbsp|lt|gt|#[0-9]+);)', 1) AS found
    FROM texts
)
SELECT table_name, id, "key", found FROM searched WHERE found <> ''

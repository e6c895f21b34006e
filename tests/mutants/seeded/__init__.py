"""The mutants, by the wall in which they make a hole. Modules of the product are imported when one is switched on."""
